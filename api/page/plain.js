// The page without GraphiQL: a question, and its answer.
const [form, question, answer] = ["form", "question", "answer"].map((id) => document.getElementById(id));

async function ask() {
  answer.textContent = "…";
  try {
    const response = await fetch(location.pathname, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ query: question.value }),
    });
    answer.textContent = JSON.stringify(await response.json(), null, 2);
  } catch (error) {
    answer.textContent = `Accord does not answer: ${error.message}`;
  }
}

question.value = QUESTION;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
question.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask();
});

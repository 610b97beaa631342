// GraphiQL on this address: it asks by POST, and follows by WebSocket.
const url = location.origin + location.pathname;
const fetcher = GraphiQL.createFetcher({ url, subscriptionUrl: url.replace(/^http/, "ws") });
const editor = React.createElement(GraphiQL, { fetcher, defaultQuery: QUESTION, inputValueDeprecation: true });
ReactDOM.createRoot(document.getElementById("graphiql")).render(editor);

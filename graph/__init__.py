"""How the graph is stored: the client, the embedded engine, the text of constraints and writes, the writer."""

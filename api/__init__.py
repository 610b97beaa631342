"""How the graph is served: GraphQL over HTTP, and the commands that ask."""

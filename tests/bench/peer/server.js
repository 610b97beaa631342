// The ontology of Accord, as far as the questions go, served by @neo4j/graphql: `node server.js apollo|yoga` prints its address.
import { createServer } from "node:http";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import { createYoga } from "graphql-yoga";
import neo4j from "neo4j-driver";

const typeDefs = /* GraphQL */ `
  interface Stakeholder {
    id: ID!
    title: String
  }
  type Organization implements Stakeholder @node {
    id: ID!
    title: String
    shortName: String @alias(property: "short_name")
  }
  type Nation implements Stakeholder @node {
    id: ID!
    title: String
    iso3: String
    region: String
    agreements: [Agreement!]! @relationship(type: "PARTY_TO", direction: OUT, properties: "PartyTo")
  }
  type Agreement
    @node
    @fulltext(indexes: [{ indexName: "entity_search", queryName: "searchAgreements", fields: ["search"] }]) {
    id: ID!
    title: String
    titleKind: String @alias(property: "title_kind")
    status: String
    signedOn: String @alias(property: "signed_on")
    signedOnLatest: String @alias(property: "signed_on_latest")
    search: String
    inForceFrom: String @alias(property: "in_force_from")
    notes: String
    parties: [Nation!]! @relationship(type: "PARTY_TO", direction: IN, properties: "PartyTo")
    authorizedBy: [Authority!]! @relationship(type: "AUTHORIZED_BY", direction: OUT)
  }
  type Authority @node {
    id: ID!
    title: String
    citation: String
    authorizes: [Agreement!]! @relationship(type: "AUTHORIZED_BY", direction: IN)
  }
  type PartyTo @relationshipProperties {
    role: String
    fromOn: String @alias(property: "from_on")
    fromOnEarliest: String @alias(property: "from_on_earliest")
    toOn: String @alias(property: "to_on")
    toOnLatest: String @alias(property: "to_on_latest")
  }
`;
const features = {
  filters: { String: { LT: true, LTE: true, GT: true, GTE: true } },
  excludeDeprecatedFields: {
    mutationOperations: true,
    aggregationFilters: true,
    aggregationFiltersOutsideConnection: true,
    relationshipFilters: true,
    attributeFilters: true,
  },
};

const { ACCORD_GRAPH_URI: uri, ACCORD_GRAPH_PASSWORD: password } = process.env;
const driver = neo4j.driver(uri, neo4j.auth.basic("neo4j", password), { maxConnectionPoolSize: 50 });
const schema = await new Neo4jGraphQL({ typeDefs, driver, features }).getSchema();
const context = () => ({ sessionConfig: { database: "neo4j" } });

async function apollo() {
  const server = new ApolloServer({ schema });
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: "127.0.0.1" },
    context: async () => context(),
  });
  return url.replace(/\/$/, "");
}

async function yoga() {
  const server = createServer(createYoga({ schema, context, logging: false, graphqlEndpoint: "/" }));
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return `http://127.0.0.1:${server.address().port}`;
}

console.log(await (process.argv[2] === "apollo" ? apollo() : yoga()));

// Three clients ask for every page of a list and for what cannot be answered; printed is what each of them was told.
import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache } from "@apollo/client/core";
import { Client, fetchExchange } from "@urql/core";
import { ClientError, GraphQLClient } from "graphql-request";
import {
  AgreementsDocument,
  type AgreementsQuery,
  type AgreementsQueryVariables,
  CoverageDocument,
  type CoverageQueryVariables,
} from "./generated.js";

type Told = { ids: string[]; code: unknown };
type Asks = {
  agreements: (variables: AgreementsQueryVariables) => Promise<AgreementsQuery>;
  code: (variables: CoverageQueryVariables) => Promise<unknown>;
};

const url = process.argv[2] as string;
const refused = (told: unknown): never => {
  throw new Error(`this was to be refused: ${JSON.stringify(told)}`);
};

function graphqlRequest(): Asks {
  const client = new GraphQLClient(url);
  return {
    agreements: (variables) => client.request(AgreementsDocument, variables),
    code: (variables) =>
      client.request(CoverageDocument, variables).then(refused, (error: unknown) =>
        error instanceof ClientError ? error.response.errors?.[0]?.extensions["code"] : error,
      ),
  };
}

function apollo(): Asks {
  const client = new ApolloClient({ link: new HttpLink({ uri: url }), cache: new InMemoryCache() });
  return {
    agreements: async (variables) => {
      const { data } = await client.query({ query: AgreementsDocument, variables });
      return data ?? refused(data);
    },
    code: (variables) =>
      client.query({ query: CoverageDocument, variables }).then(refused, (error: unknown) =>
        CombinedGraphQLErrors.is(error) ? error.errors[0]?.extensions?.["code"] : error,
      ),
  };
}

function urql(): Asks {
  const client = new Client({ url, exchanges: [fetchExchange], preferGetMethod: false });
  return {
    agreements: async (variables) => {
      const { data, error } = await client.query(AgreementsDocument, variables).toPromise();
      return data ?? refused(error);
    },
    code: async (variables) => {
      const { error } = await client.query(CoverageDocument, variables).toPromise();
      return error?.graphQLErrors[0]?.extensions["code"];
    },
  };
}

async function told(asks: Asks): Promise<Told> {
  const ids: string[] = [];
  let after: string | null | undefined = null;
  do {
    const { agreements }: AgreementsQuery = await asks.agreements({ kinds: ["ACSA"], first: 30, after });
    ids.push(...agreements.nodes.map(({ id }) => id));
    after = agreements.pageInfo.hasNextPage ? agreements.pageInfo.endCursor : null;
  } while (after);
  return { ids, code: await asks.code({ request: { recipient: "Korea", kinds: ["ACSA_TRANSFER"] } }) };
}

console.log(
  JSON.stringify({
    "graphql-request": await told(graphqlRequest()),
    "Apollo Client": await told(apollo()),
    urql: await told(urql()),
  }),
);

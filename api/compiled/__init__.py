"""Operations that ask for nothing but what the graph holds are answered by one statement, without resolvers."""

namespace ActorEngine.Cli.Formatting.Templates;

internal enum TokenKind { Text, Open, Close, Field, Dot, Variable, Word, String, Number, Pipe, LeftParen, RightParen, Declare, Assign, Comma, End }

/// <summary>A piece of a template. <paramref name="Spaced"/>: white space stands before it.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, bool Spaced = false);

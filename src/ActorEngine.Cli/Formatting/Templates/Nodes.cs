namespace ActorEngine.Cli.Formatting.Templates;

/// <summary>A part of a parsed template.</summary>
internal abstract record Node
{
    internal sealed record Text(string Value) : Node;

    internal sealed record Print(Pipeline Pipeline) : Node;

    /// <summary>if, with: the body runs when the value is not empty; <paramref name="Rebinds"/> makes it the dot.</summary>
    internal sealed record Choice(Pipeline Pipeline, IReadOnlyList<Node> Body, IReadOnlyList<Node> Otherwise, bool Rebinds) : Node;

    internal sealed record Range(Pipeline Pipeline, IReadOnlyList<Node> Body, IReadOnlyList<Node> Otherwise) : Node;

    internal sealed record Jump(bool Stop) : Node;
}

/// <summary>Commands, each given the one before's value as its last argument; and what it declares.</summary>
internal sealed record Pipeline(IReadOnlyList<string> Variables, bool Declares, IReadOnlyList<IReadOnlyList<Term>> Commands);

/// <summary>An operand.</summary>
internal abstract record Term
{
    internal sealed record Dot : Term;

    internal sealed record Literal(object? Value) : Term;

    internal sealed record Variable(string Name) : Term;

    internal sealed record Function(string Name) : Term;

    internal sealed record Nested(Pipeline Pipeline) : Term;

    internal sealed record Member(Term Of, string Name) : Term;
}

namespace ActorEngine.Cli.CommandLine;

/// <summary>How often an option may be given, and whether it takes a value.</summary>
internal enum OptionKind
{
    /// <summary>No value; <c>--name=false</c> takes it back.</summary>
    Flag,
    /// <summary>One value; the last one given counts.</summary>
    Value,
    /// <summary>One value each time; all of them count, in order.</summary>
    List,
}

/// <summary>What a word on the command line stands for; drives shell completion.</summary>
internal enum Completes { Nothing, File, Container, RunningContainer, Image, ImageThenNothing, Network, Volume, Verb, Shell }

/// <summary>A row of a verb's option table. Parsing, help and completion read nothing else.</summary>
internal sealed record Option(OptionKind Kind, string Name, string Help)
{
    /// <summary>Letter of the short form, or none.</summary>
    public char? Short { get; init; }

    /// <summary>What help calls the value.</summary>
    public string Placeholder { get; init; } = "";

    /// <summary>Other long names that mean the same.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Heading it stands under in help; empty for the first, unnamed group.</summary>
    public string Section { get; init; } = "";

    /// <summary>Values worth completing.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What its value stands for.</summary>
    public Completes Completes { get; init; }

    public static Option Flag(string name, string help, char? letter = null) => new(OptionKind.Flag, name, help) { Short = letter };

    public static Option Value(string name, string placeholder, string help, char? letter = null) =>
        new(OptionKind.Value, name, help) { Short = letter, Placeholder = placeholder };

    public static Option List(string name, string placeholder, string help, char? letter = null) =>
        new(OptionKind.List, name, help) { Short = letter, Placeholder = placeholder };
}

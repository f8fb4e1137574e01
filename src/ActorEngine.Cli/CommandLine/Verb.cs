namespace ActorEngine.Cli.CommandLine;

/// <summary>One verb of <c>actorctl</c>: what it takes, what it says of itself, what it does.</summary>
internal sealed record Verb(string Name, string Summary)
{
    /// <summary>What follows the verb's name, one line per form.</summary>
    public required IReadOnlyList<string> Synopsis { get; init; }

    /// <summary>Paragraphs parted by blank lines; a line that begins with a space is kept as it is.</summary>
    public required string Description { get; init; }

    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>Fewest operands.</summary>
    public int Least { get; init; }

    /// <summary>Most operands.</summary>
    public int Most { get; init; } = int.MaxValue;

    /// <summary>Options end at the first operand, because what follows is a command line of its own.</summary>
    public bool OptionsFirst { get; init; }

    /// <summary>Exit code of its own failures; Docker's run gives 125.</summary>
    public int FailureCode { get; init; } = 1;

    /// <summary>A program that cannot be started gives 126 or 127.</summary>
    public bool StartsPrograms { get; init; }

    /// <summary>What its operands stand for.</summary>
    public Completes Completes { get; init; }

    /// <summary>Exit codes beside 0, 1 and 125.</summary>
    public IReadOnlyList<ExitCode> ExitCodes { get; init; } = [];

    public IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>Names of verbs to read next.</summary>
    public IReadOnlyList<string> SeeAlso { get; init; } = [];

    public required Func<Invocation, Task<int>> Run { get; init; }

    /// <summary>The row for a long name, or null.</summary>
    public Option? Find(string name)
    {
        foreach (var option in Options)
        {
            if (option.Name == name || option.Aliases.Contains(name)) return option;
        }

        return null;
    }

    /// <summary>The row for a letter, or null.</summary>
    public Option? Find(char letter)
    {
        foreach (var option in Options)
        {
            if (option.Short == letter) return option;
        }

        return null;
    }
}

/// <summary>A line under EXIT STATUS.</summary>
internal sealed record ExitCode(string Code, string Meaning);

/// <summary>A command line and what it shows.</summary>
internal sealed record Example(string Command, string Meaning);

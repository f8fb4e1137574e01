namespace ActorEngine.Cli.CommandLine;

/// <summary>A parsed command line. Reading an option that the verb's table does not have is a defect and throws.</summary>
internal sealed class Arguments(Verb verb, IReadOnlyDictionary<string, List<string>> values, IReadOnlyList<string> operands)
{
    public Verb Verb { get; } = verb;

    public IReadOnlyList<string> Operands { get; } = operands;

    /// <summary>--help stands among the options.</summary>
    public bool AsksForHelp => values.ContainsKey(Parser.Help.Name);

    public bool Has(string name) => values.ContainsKey(Checked(name));

    /// <summary>The last value, or null.</summary>
    public string? Value(string name) => values.TryGetValue(Checked(name), out var given) ? given[^1] : null;

    /// <summary>All values in the order given.</summary>
    public IReadOnlyList<string> List(string name) => values.TryGetValue(Checked(name), out var given) ? given : [];

    public bool Flag(string name, bool otherwise = false) => FlagOrNull(name) ?? otherwise;

    public bool? FlagOrNull(string name) => Value(name) is { } text ? text == "true" : null;

    /// <summary>The value read by <paramref name="read"/>, whose FormatException becomes an error that names the flag.</summary>
    public T? Value<T>(string name, Func<string, T> read) where T : class => Value(name) is { } text ? Read(name, text, read) : null;

    /// <summary>As <see cref="Value{T}(string, Func{string, T})"/> for value types.</summary>
    public T? Number<T>(string name, Func<string, T> read) where T : struct => Value(name) is { } text ? Read(name, text, read) : null;

    /// <summary>All values, each read by <paramref name="read"/>.</summary>
    public IReadOnlyList<T> List<T>(string name, Func<string, T> read) => [.. List(name).Select(text => Read(name, text, read))];

    /// <summary>An error that names the flag.</summary>
    public UsageException Wrong(string name, string message) => new($"--{name}: {message}") { Verb = Verb.Name };

    private T Read<T>(string name, string text, Func<string, T> read)
    {
        try
        {
            return read(text);
        }
        catch (FormatException error)
        {
            throw Wrong(name, error.Message);
        }
    }

    private string Checked(string name) =>
        Verb.Find(name) is null ? throw new InvalidOperationException($"{Verb.Name} has no option --{name}.") : name;
}

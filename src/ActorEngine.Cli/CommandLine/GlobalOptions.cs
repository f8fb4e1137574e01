using ActorEngine.Transport;

namespace ActorEngine.Cli.CommandLine;

/// <summary>What may stand before the verb.</summary>
internal sealed record GlobalOptions
{
    /// <summary>Rows for help and completion.</summary>
    public static IReadOnlyList<Option> Table =>
    [
        Option.Value("host", "ADDRESS", "Engine to talk to, unix:///absolute/path. Default: ACTORENGINE_HOST, else engine.sock in ACTORENGINE_RUN, else unix:///run/actorengine/engine.sock.", 'H'),
        Option.Value("node", "NAME", "Let the engine pass everything on to another node that it has a link to; 'actorctl nodes' lists them."),
        Option.Value("reconnect", "DURATION", "How long run, attach, logs -f, events and wait try to reach an engine that went away, 0 for not at all. Default: ACTORENGINE_RECONNECT, else 30s."),
        Option.Flag("help", "Show the verbs and end."),
        Option.Flag("version", "Show the version of actorctl and end.", 'v'),
    ];

    public EngineEndpoint? Host { get; init; }

    public string? Node { get; init; }

    public TimeSpan? Reconnect { get; init; }

    public bool Help { get; init; }

    public bool Version { get; init; }

    /// <summary>Reads the words before the verb; <paramref name="next"/> is the verb's place.</summary>
    public static GlobalOptions Parse(IReadOnlyList<string> words, out int next)
    {
        int count = 0;
        while (count < words.Count && words[count] is ['-', _, ..]) count += TakesNext(words[count]) ? 2 : 1;
        next = Math.Min(count, words.Count);
        if (next == 0) return new GlobalOptions();
        var table = new Verb("actorctl", "") { Synopsis = [""], Description = "", Options = [.. Table, Option.Flag("h", "", 'h')], Run = _ => Task.FromResult(0) };
        var given = Parser.Parse(table, [.. words.Take(next)]);
        return new GlobalOptions
        {
            Host = given.Value("host", EngineEndpoint.Parse),
            Node = given.Value("node"),
            Reconnect = given.Number("reconnect", Values.Durations.Parse),
            Help = given.Flag("help") || given.Flag("h"),
            Version = given.Flag("version"),
        };
    }

    private static bool TakesNext(string word) => word is "-H" or "--host" or "--node" or "--reconnect";
}

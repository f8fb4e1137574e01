using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Options;

/// <summary>How much of the output is kept.</summary>
internal static class LogOptions
{
    public static IReadOnlyList<Option> Table => ContainerOptions.Under("Logs",
        Option.List("log-opt", "KEY=VALUE", "max-size=SIZE begins a new log file after so much, max-file=N keeps so many; max-size=0 never begins one.") with { Choices = ["max-size=", "max-file="] });

    public static ContainerSettings Apply(ContainerSettings settings, Arguments arguments)
    {
        var log = new LogSettings();
        foreach (var set in arguments.List("log-opt", Read)) log = set(log);
        return settings with { Log = log };
    }

    private static Func<LogSettings, LogSettings> Read(string text)
    {
        int equals = text.IndexOf('=');
        string key = equals < 0 ? text : text[..equals], value = equals < 0 ? "" : text[(equals + 1)..];
        switch (key)
        {
            case "max-size":
                long size = value == "-1" ? 0 : Sizes.Parse(value);
                return log => log with { MaxSize = size };
            case "max-file":
                int files = Numbers.Within(value, 1, 100_000);
                return log => log with { MaxFiles = files };
            default:
                throw new FormatException($"'{key}' is not a log option; the options are max-size and max-file.");
        }
    }
}

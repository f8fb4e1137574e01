using ActorEngine.Cli.CommandLine;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Options;

/// <summary>Where the output goes and how much of it is kept. What the drivers and their options are the engine knows.</summary>
internal static class LogOptions
{
    private static readonly string[] Drivers = ["local", "json-file", "none", "journald", "syslog", "otlp"];

    private static readonly string[] Keys =
    [
        "max-size=", "max-file=", "compress=", "mode=", "max-buffer-size=", "tag=", "labels=", "labels-regex=", "env=", "env-regex=",
        "syslog-address=", "syslog-facility=", "syslog-format=", "otlp-endpoint=", "otlp-headers=",
    ];

    public static IReadOnlyList<Option> Table => ContainerOptions.Under("Logs",
        Option.Value("log-driver", "DRIVER", "Where the output goes: local, json-file, none, journald, syslog or otlp; default is the engine's setting.") with { Choices = Drivers },
        Option.List("log-opt", "KEY=VALUE", "An option of the driver. max-size=SIZE begins a new log file after so much, max-file=N keeps so many; docs/logging.md lists all.") with { Choices = Keys });

    public static ContainerSettings Apply(ContainerSettings settings, Arguments arguments)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string given in arguments.List("log-opt"))
        {
            int equals = given.IndexOf('=');
            options[equals < 0 ? given : given[..equals]] = equals < 0 ? "" : given[(equals + 1)..];
        }

        return settings with { Log = new LogSettings { Driver = arguments.Value("log-driver"), Options = options } };
    }
}

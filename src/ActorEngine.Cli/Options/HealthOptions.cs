using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Options;

/// <summary>The health check, laid over the image's, and the containers that a start waits for.</summary>
internal static class HealthOptions
{
    private static readonly string[] Probes = ["health-cmd", "health-http", "health-tcp"];

    public static IReadOnlyList<Option> Table => ContainerOptions.Under("Health and order",
        Option.Value("health-cmd", "COMMAND", "Command line that a shell in the container runs to tell whether it is well: exit code 0 is."),
        Option.Value("health-http", "[PORT][/PATH]", "Ask a web server in the container instead, from its own network and without a process in it: 200 to 399 is well. Default port 80, default path /."),
        Option.Value("health-tcp", "PORT", "Connect to a port of the container instead, in the same way."),
        Option.Value("health-interval", "TIME", "Pause between two probes; default 30s."),
        Option.Value("health-timeout", "TIME", "Longest time of a probe; default 30s."),
        Option.Value("health-retries", "NUMBER", "So many failures in a row are unhealthy; default 3."),
        Option.Value("health-start-period", "TIME", "How long after the start failures do not count, until the first probe passes; default 0s."),
        Option.Value("health-start-interval", "TIME", "Pause between two probes in the start period; default 5s."),
        Option.Flag("no-healthcheck", "Switch the image's health check off."),
        Option.List("depends-on", "NAME[:WHEN]", "Wait at each start until another container has started (default), is healthy, or has completed with exit code 0; it is started where it does not run.")
            with { Completes = Completes.Container });

    public static ContainerSettings Apply(ContainerSettings settings, Arguments arguments) => settings with
    {
        Healthcheck = Check(arguments),
        DependsOn = arguments.List("depends-on", Dependency),
    };

    private static HealthcheckSettings? Check(Arguments arguments)
    {
        var probes = Probes.Where(arguments.Has).ToList();
        if (probes.Count > 1) throw arguments.Wrong(probes[1], $"a container has one health check; leave out --{probes[0]} or --{probes[1]}.");
        var check = new HealthcheckSettings
        {
            Test = Test(arguments),
            Interval = Time(arguments, "health-interval"),
            Timeout = Time(arguments, "health-timeout"),
            StartPeriod = Time(arguments, "health-start-period"),
            StartInterval = Time(arguments, "health-start-interval"),
            Retries = arguments.Number("health-retries", Numbers.Count) ?? 0,
        };
        bool any = !IsEmpty(check);
        if (!arguments.Flag("no-healthcheck")) return any ? check : null;
        return any ? throw arguments.Wrong("no-healthcheck", "conflicts with --health-* options; leave out one or the other.") : new HealthcheckSettings { Test = ["NONE"] };
    }

    private static bool IsEmpty(HealthcheckSettings check) => check is { Test.Count: 0, Interval: 0, Timeout: 0, StartPeriod: 0, StartInterval: 0, Retries: 0 };

    private static IReadOnlyList<string> Test(Arguments arguments)
    {
        if (arguments.Value("health-cmd") is { Length: > 0 } line) return ["CMD-SHELL", line];
        if (arguments.Value("health-http") is { } target) return ["HTTP", target];
        return arguments.Value("health-tcp") is { } port ? ["TCP", port] : [];
    }

    private static long Time(Arguments arguments, string name) => arguments.Number(name, text => text == "0" ? 0 : HealthcheckSyntax.Duration(text)) ?? 0;

    private static ContainerDependency Dependency(string text)
    {
        int colon = text.IndexOf(':');
        string name = colon < 0 ? text : text[..colon];
        if (name.Length == 0) throw new FormatException($"'{text}' names no container; write NAME, NAME:healthy or NAME:completed.");
        return new ContainerDependency(new ContainerReference(name), (colon < 0 ? "started" : text[(colon + 1)..]) switch
        {
            "started" => DependencyCondition.Started,
            "healthy" => DependencyCondition.Healthy,
            "completed" => DependencyCondition.Completed,
            var other => throw new FormatException($"'{other}' is nothing to wait for; write started, healthy or completed."),
        });
    }
}

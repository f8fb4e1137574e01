using ActorEngine.Contracts;

namespace ActorEngine.LogDrivers;

/// <summary>Which log settings a container gets, and which are refused.</summary>
public static class LogRules
{
    /// <summary>
    /// What the container is made with: the engine's driver and options where it names none, and the bounds of the shim's files. Settled once, so that
    /// a container keeps its log when the configuration changes. Settings that <see cref="Check"/> refuses come back with what could be settled.
    /// </summary>
    public static LogSettings Settle(LogSettings asked, LogDefaults defaults)
    {
        string driver = asked.Driver is { Length: > 0 } named ? named : defaults.Driver;
        var options = new Dictionary<string, string>(asked.Options, StringComparer.Ordinal);
        if (driver == defaults.Driver)
        {
            foreach (var (key, value) in defaults.Options) options.TryAdd(key, value);
            // A bound on a buffer that the container does not want is no reason to refuse it.
            if (options.GetValueOrDefault("mode") != "non-blocking" && !asked.Options.ContainsKey("max-buffer-size")) options.Remove("max-buffer-size");
        }

        var settled = asked with { Driver = driver, Options = options, MaxSize = asked.MaxSize ?? defaults.FileSize, MaxFiles = asked.MaxFiles ?? defaults.Files };
        if (Check(settled) is not null) return settled;
        var plan = LogPlan.Of(settled);
        return settled with { MaxSize = plan.FileSize, MaxFiles = FilesFor(plan) };
    }

    /// <summary>Null when a container can log so.</summary>
    public static Fault? Check(LogSettings settings)
    {
        string driver = settings.Driver ?? LogDriver.Local;
        if (!LogDriver.All.Contains(driver)) return Wrong($"logger: no log driver named '{driver}' is registered; the drivers are {string.Join(", ", LogDriver.All)}.");
        if (driver == LogDriver.None && settings.Options.Count > 0) return Wrong($"invalid logging opts for driver none: it has no options, and {settings.Options.Keys.First()} was given.");
        var known = LogOptionTable.Of(driver);
        foreach (var (name, value) in settings.Options)
        {
            if (known.FirstOrDefault(option => option.Name == name) is not { } option)
                return Wrong($"unknown log opt '{name}' for {driver} log driver; the options are {string.Join(", ", known.Select(each => each.Name).Order(StringComparer.Ordinal))}.");
            if (name == "tag" && TagTemplate.Fault(value) is { } fault) return Wrong($"invalid log opt tag={value}: {fault}");
            if (!option.IsGood(value)) return Wrong($"invalid log opt {name}={value}: it must be {option.Wanted}.");
        }

        return Together(driver, settings);
    }

    private static Fault? Together(string driver, LogSettings settings)
    {
        var options = settings.Options;
        if (options.ContainsKey("max-buffer-size") && options.GetValueOrDefault("mode") != "non-blocking")
            return Wrong("logger: max-buffer-size option is only supported with 'mode=non-blocking'.");
        var plan = LogPlan.Of(settings);
        if (plan.Compress && (plan.Files < 2 || plan.FileSize == 0) && driver is LogDriver.JsonFile or LogDriver.Local)
            return Wrong("compress cannot be true when max-file is less than 2 or max-size is without bound: nothing would ever be left behind to compress.");
        if (driver == LogDriver.Otlp && !options.ContainsKey("otlp-endpoint"))
            return Wrong("the otlp log driver needs otlp-endpoint, a URL such as http://collector:4318/v1/logs.");
        foreach (string prefix in (string[])["syslog-tls-", "otlp-"])
            if (options.ContainsKey(prefix + "cert") != options.ContainsKey(prefix + "key"))
                return Wrong($"{prefix}cert and {prefix}key belong together; give both or none.");
        return null;
    }

    // What a receiver may leave waiting has to lie somewhere, and one file alone would be gone at the moment it is full.
    private static int FilesFor(LogPlan plan)
    {
        if (!plan.Forwards) return plan.Files;
        long waiting = plan is { NonBlocking: true, FileSize: > 0 } ? plan.BufferSize / plan.FileSize : 0;
        return (int)Math.Max(plan.Files, Math.Min(100_000, waiting + 2));
    }

    private static Fault Wrong(string why) => new(FaultCode.InvalidArgument, why) { Field = "log" };
}

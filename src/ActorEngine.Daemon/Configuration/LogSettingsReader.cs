using ActorEngine.Contracts;
using ActorEngine.LogDrivers;
using Akka.Configuration;

namespace ActorEngine.Daemon;

/// <summary>Reads the section <c>logs</c>.</summary>
internal static class LogSettingsReader
{
    private const string Options = "logs.options";

    public static LogDefaults Read(SettingsReader from, Config config)
    {
        var read = new LogDefaults
        {
            Driver = from.Choice("logs.driver", [.. LogDriver.All]),
            Options = ReadOptions(config),
            FileSize = from.Bytes("containers.log-file-size", 0),
            Files = from.Number("containers.log-files", 1, 10_000),
            JournaldSocket = from.Text("logs.journald-socket"),
            SyslogSocket = from.Text("logs.syslog-socket"),
            FlushTimeout = from.Duration("logs.flush-timeout", TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            CompressInterval = from.Duration("logs.compress-interval", TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1)),
        };
        if (LogDriver.All.Contains(read.Driver) && LogRules.Check(LogRules.Settle(new LogSettings(), read)) is { } fault)
            from.Complain(Options, string.Join(' ', read.Options.Select(pair => $"{pair.Key}={pair.Value}")), "options of the driver: " + fault.Message.TrimEnd('.'));
        return read;
    }

    private static Dictionary<string, string> ReadOptions(Config config)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (config.GetConfig($"{ConfigurationFiles.Section}.{Options}") is not { } section) return found;
        foreach (var (name, value) in section.AsEnumerable()) found[name] = value.GetString();
        return found;
    }
}

using Akka.Configuration;

namespace ActorEngine.Daemon;

/// <summary>Maps the section <c>gateway</c>.</summary>
internal static class GatewaySettingsReader
{
    public static GatewaySettings Read(SettingsReader from, Config config, EngineOptions options)
    {
        string socket = from.TextOrNull("gateway.socket") ?? Path.Combine(options.RunDirectory, "docker.sock");
        if (!Path.IsPathRooted(socket)) from.Complain("gateway.socket", socket, "empty, or an absolute path");
        var settings = new GatewaySettings
        {
            Enabled = from.Flag("gateway.enabled"),
            Socket = Path.GetFullPath(socket),
            Program = from.TextOrNull("gateway.program") ?? Path.Combine(AppContext.BaseDirectory, "actor-gateway"),
            Connections = from.Number("gateway.connections", 1, 1_000_000),
            IdleTimeout = from.Duration("gateway.idle-timeout", TimeSpan.FromSeconds(1), TimeSpan.FromDays(20)),
            LogDriver = from.Choice("gateway.log-driver", "", "local", "json-file", "none", "journald", "syslog", "otlp"),
            AuthorizationPlugins = [.. config.GetStringList($"{ConfigurationFiles.Section}.gateway.authorization-plugins")],
            PluginDirectories = [.. config.GetStringList($"{ConfigurationFiles.Section}.volumes.plugin-directories")],
            PluginTimeout = from.Duration("gateway.plugin-timeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
            Tcp = new GatewayTcpSettings
            {
                Enabled = from.Flag("gateway.tcp.enabled"),
                Hostname = from.Text("gateway.tcp.hostname"),
                Port = from.Number("gateway.tcp.port", 1, 65535),
                Certificate = Either(from, "certificate"),
                Key = Either(from, "key"),
                KeyPassword = Either(from, "key-password"),
                Authorities = Either(from, "authorities"),
            },
        };
        foreach (string plugin in settings.AuthorizationPlugins)
            if (plugin.Length == 0 || plugin.Contains('/') || plugin.StartsWith('.')) from.Complain("gateway.authorization-plugins", plugin, "a list of names of plugins");
        if (settings is { Enabled: true, Tcp.Enabled: true }) Check(from, settings.Tcp);
        return settings;
    }

    private static string Either(SettingsReader from, string name) => from.TextOrNull($"gateway.tcp.{name}") ?? from.Text($"remote.{name}");

    private static void Check(SettingsReader from, GatewayTcpSettings tcp)
    {
        foreach (var (name, path) in (ReadOnlySpan<(string, string)>)[("certificate", tcp.Certificate), ("key", tcp.Key), ("authorities", tcp.Authorities)])
            if (!File.Exists(path)) from.Complain($"gateway.tcp.{name}", path, "the path of a PEM file that exists");
    }
}

using System.Net;
using ActorEngine.Contracts;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace ActorEngine.Daemon;

/// <summary>Maps the section <c>remote</c>.</summary>
internal static class RemoteSettingsReader
{
    private const string InWords = "unprotected-on-every-address";

    public static RemoteSettings Read(SettingsReader from, Config config)
    {
        var settings = new RemoteSettings
        {
            Enabled = from.Flag("remote.enabled"),
            Hostname = from.Text("remote.hostname"),
            PublicHostname = from.Text("remote.public-hostname"),
            Port = from.Number("remote.port", 0, 65535),
            PublicPort = from.Number("remote.public-port", 0, 65535),
            Tls = from.Flag("remote.tls"),
            Unprotected = from.Choice("remote.plain-tcp", "loopback", InWords) == InWords,
            Certificate = from.Text("remote.certificate"),
            Key = from.Text("remote.key"),
            KeyPassword = from.Text("remote.key-password"),
            Authorities = from.Text("remote.authorities"),
            Sessions = from.Number("remote.sessions", 1, 100_000),
            Streams = from.Number("remote.streams", 1, 100_000),
            Silence = from.Duration("remote.silence", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
            AuditFileBytes = from.Bytes("remote.audit.file-size", 4096),
            AuditFiles = from.Number("remote.audit.files", 1, 1000),
        };
        if (settings.Enabled) Check(from, settings);
        return settings with { Subjects = ReadSubjects(from, config, ReadRoles(from, config)), Revoked = ReadRevoked(from, config), Nodes = ReadNodes(from, config) };
    }

    private static void Check(SettingsReader from, RemoteSettings settings)
    {
        foreach (var (name, path) in (ReadOnlySpan<(string, string)>)[("certificate", settings.Certificate), ("key", settings.Key), ("authorities", settings.Authorities)])
            if (!File.Exists(path)) from.Complain($"remote.{name}", path, "the path of a PEM file that exists");
        if (!settings.Tls && !settings.Unprotected && !IsLoopback(settings.Hostname))
            from.Complain("remote.tls", "off", $"on, or remote.hostname a loopback address, or remote.plain-tcp {InWords}: without TLS anybody on the way reads and changes what is sent");
    }

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static Dictionary<string, Rights> ReadRoles(SettingsReader from, Config config)
    {
        var roles = new Dictionary<string, Rights>(BuiltInRoles.All, StringComparer.Ordinal);
        foreach (var (name, value) in Section(config, "roles"))
        {
            var rights = Rights.None;
            foreach (string word in value.IsArray() ? value.GetStringList() : [])
            {
                if (Enum.TryParse<Rights>(word, ignoreCase: true, out var right) && !int.TryParse(word, out _)) rights |= right;
                else from.Complain($"remote.roles.{name}", word, $"a list of {string.Join(", ", Enum.GetNames<Rights>().Skip(1)).ToLowerInvariant()}");
            }

            if (BuiltInRoles.All.ContainsKey(name)) from.Complain($"remote.roles.{name}", name, "another name: this one means the same at every engine");
            else roles[name] = rights;
        }

        return roles;
    }

    private static List<RemoteSubject> ReadSubjects(SettingsReader from, Config config, Dictionary<string, Rights> roles)
    {
        var subjects = new List<RemoteSubject>();
        if (config.GetValue($"{ConfigurationFiles.Section}.remote.subjects") is not { } list || !list.IsArray()) return subjects;
        foreach (var value in list.GetArray())
        {
            var entry = value.IsObject() ? value.GetObject().Items : [];
            string subject = Text(entry, "subject"), role = Text(entry, "role");
            var labels = entry.TryGetValue("labels", out var given) && given.IsArray() ? given.GetStringList() : [];
            if (SubjectName.Parse(subject) is null || subject.Length == 0) from.Complain("remote.subjects.subject", subject, "a certificate's subject such as CN=ci");
            else if (!roles.TryGetValue(role, out var rights)) from.Complain("remote.subjects.role", role, $"one of {string.Join(", ", roles.Keys)}");
            else if (labels.FirstOrDefault(label => label.IndexOf('=') < 1) is { } wrong) from.Complain("remote.subjects.labels", wrong, "KEY=VALUE");
            else if (subjects.Any(known => SubjectName.Same(subject, SubjectName.Parse(known.Subject)!))) from.Complain("remote.subjects.subject", subject, "named once");
            else subjects.Add(new RemoteSubject(subject, role, rights, [.. labels]));
        }

        return subjects;
    }

    private static List<string> ReadRevoked(SettingsReader from, Config config)
    {
        var revoked = new List<string>();
        if (config.GetValue($"{ConfigurationFiles.Section}.remote.revoked") is not { } list || !list.IsArray()) return revoked;
        foreach (string written in list.GetStringList())
        {
            if (PresentedCertificate.ParseFingerprint(written) is { } fingerprint) revoked.Add(fingerprint);
            else from.Complain("remote.revoked", written, "the SHA-256 fingerprint of a certificate, as openssl x509 -noout -fingerprint -sha256 prints it");
        }

        return revoked;
    }

    private static List<NodeDefinition> ReadNodes(SettingsReader from, Config config)
    {
        var nodes = new List<NodeDefinition>();
        foreach (var (name, value) in Section(config, "nodes"))
        {
            var entry = value.IsObject() ? value.GetObject().Items : [];
            string address = Text(entry, "address"), subject = Text(entry, "subject");
            if (!address.StartsWith("akka.", StringComparison.Ordinal) || !address.Contains("://", StringComparison.Ordinal)) from.Complain($"remote.nodes.{name}.address", address, "as in akka.ssl.tcp://ActorEngine@host:7350 (akka.tcp where it has no TLS)");
            else if (subject.Length == 0 || SubjectName.Parse(subject) is null) from.Complain($"remote.nodes.{name}.subject", subject, "the subject of the node's certificate");
            else nodes.Add(new NodeDefinition(name, address, subject));
        }

        return nodes;
    }

    private static IEnumerable<KeyValuePair<string, HoconValue>> Section(Config config, string name) =>
        config.GetConfig($"{ConfigurationFiles.Section}.remote.{name}") is { } section ? section.AsEnumerable() : [];

    private static string Text(IDictionary<string, HoconValue> entry, string key) => entry.TryGetValue(key, out var value) ? value.GetString() ?? "" : "";
}

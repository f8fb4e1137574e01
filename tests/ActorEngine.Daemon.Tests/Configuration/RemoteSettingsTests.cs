using ActorEngine.Transport;

namespace ActorEngine.Daemon.Tests.Configuration;

public sealed class RemoteSettingsTests : IDisposable
{
    private const string Files = """
        certificate = "DIR/own.pem"
        key = "DIR/own.key"
        authorities = "DIR/ca.pem"

        """;

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Remote_access_is_off_unless_it_is_switched_on() => Assert.False(Load("").Enabled);

    [Fact]
    public void Plain_TCP_beyond_loopback_has_to_be_asked_for_in_words()
    {
        Assert.Contains("reads and changes what is sent", Wrong(Files + "enabled = on, tls = off, hostname = \"10.0.0.1\""), StringComparison.Ordinal);
        Assert.True(Load(Files + "enabled = on, tls = off, hostname = \"127.0.0.1\"").Enabled);
        Assert.True(Load(Files + "enabled = on, tls = off, hostname = \"10.0.0.1\", plain-tcp = unprotected-on-every-address").Unprotected);
    }

    [Fact]
    public void Certificates_are_needed_with_and_without_TLS() =>
        Assert.Contains("remote.certificate", Wrong("enabled = on, tls = off"), StringComparison.Ordinal);

    [Fact]
    public void Subjects_get_the_rights_of_their_roles()
    {
        var settings = Load("""
            roles { deployer = [view, create] }
            subjects = [ { subject = "CN=ci, O=Example", role = deployer, labels = ["team=web"] }, { subject = "CN=root", role = admin } ]
            """);

        Assert.Equal(Rights.View | Rights.Create, settings.Subjects[0].Rights);
        Assert.Equal(["team=web"], settings.Subjects[0].Labels);
        Assert.True(settings.Subjects[1].Rights.HasFlag(Rights.Host));
    }

    [Fact]
    public void Fingerprints_are_taken_as_openssl_prints_them()
    {
        string colons = string.Join(':', Enumerable.Repeat("aB", 32));

        Assert.Equal([colons.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant()], Load($"revoked = [\"{colons}\"]").Revoked);
    }

    [Fact]
    public void Subjects_and_revocations_can_change_while_sessions_stand_and_nothing_else_can()
    {
        const string Other = "subjects = [ { subject = \"CN=ci\", role = viewer } ]\nrevoked = [\"00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF\"]\nroles { x = [view] }\n";

        Assert.True(Load("port = 1").DiffersInTrustOnly(Load(Other + "port = 1")));
        Assert.False(Load("port = 1").DiffersInTrustOnly(Load("port = 2")));
        Assert.False(Load("").DiffersInTrustOnly(Load("nodes { b { address = \"akka.ssl.tcp://ActorEngine@b:7350\", subject = \"CN=b\" } }")));
    }

    [Theory]
    [InlineData("roles { admin = [view] }", "remote.roles.admin")]
    [InlineData("roles { x = [fly] }", "fly")]
    [InlineData("subjects = [ { subject = \"CN=a\", role = nobody } ]", "nobody")]
    [InlineData("subjects = [ { subject = \"nonsense\", role = admin } ]", "nonsense")]
    [InlineData("subjects = [ { subject = \"CN=a\", role = admin, labels = [web] } ]", "KEY=VALUE")]
    [InlineData("subjects = [ { subject = \"CN=a\", role = admin }, { subject = \"CN=a\", role = viewer } ]", "named once")]
    [InlineData("nodes { b { address = \"b:7350\", subject = \"CN=b\" } }", "remote.nodes.b.address")]
    [InlineData("nodes { b { address = \"akka.ssl.tcp://ActorEngine@b:7350\" } }", "remote.nodes.b.subject")]
    [InlineData("revoked = [\"AB:CD\"]", "remote.revoked")]
    [InlineData("speed = 7", "remote.speed")]
    public void What_is_wrong_is_named(string hocon, string named) => Assert.Contains(named, Wrong(hocon), StringComparison.Ordinal);

    public void Dispose() => folder.Dispose();

    private string Wrong(string hocon) => Assert.Throws<StartException>(() => Load(hocon)).Message;

    private RemoteSettings Load(string hocon)
    {
        foreach (string name in (string[])["own.pem", "own.key", "ca.pem"]) folder.File(name, "");
        string etc = Path.Combine(folder.Path, "etc");
        Directory.CreateDirectory(etc);
        File.WriteAllText(Path.Combine(etc, "a.hocon"), $"actorengine.remote {{\n{hocon.Replace("DIR", folder.Path, StringComparison.Ordinal)}\n}}\n");
        return EngineSettingsReader.Load(new EngineOptions(folder.Path, folder.Path, etc, new EngineEndpoint("/s"))).Settings.Remote;
    }
}

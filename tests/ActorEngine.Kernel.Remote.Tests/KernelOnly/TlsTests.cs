using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Remote.Transport.DotNetty;

namespace ActorEngine.Kernel.Remote.Tests.KernelOnly;

/// <summary>Who gets in with which certificate. Published systems take the machine's authorities only, which a test cannot add to.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly Authority _ours = new("Ours");
    private readonly Authority _theirs = new("Theirs");
    private readonly List<Node> _nodes = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.Stop();
        _ours.Dispose();
        _theirs.Dispose();
    }

    [Fact]
    public async Task Two_certificates_of_the_trusted_authority_talk()
    {
        var (a, b) = Pair(_ours.Issue("a"), _ours.Issue("b"), checksHost: true);
        Assert.Equal("akka.ssl.tcp", b.Address.Protocol);
        Assert.True(await a.Reaches(b));
        Assert.True(await b.Reaches(a));
    }

    [Fact]
    public async Task A_foreign_certificate_gets_in_nowhere()
    {
        var (a, b) = Pair(_ours.Issue("a"), _theirs.Issue("b"));
        Assert.False(await a.Reaches(b));
        Assert.False(await b.Reaches(a));
    }

    [Fact]
    public async Task An_expired_certificate_gets_in_nowhere()
    {
        var (a, b) = Pair(_ours.Issue("a"), _ours.Issue("b", validDays: -1));
        Assert.False(await a.Reaches(b));
        Assert.False(await b.Reaches(a));
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused_where_names_are_checked()
    {
        var (a, b) = Pair(_ours.Issue("a"), _ours.Issue("b", host: "elsewhere.example"), checksHost: true);
        Assert.False(await a.Reaches(b));
        Assert.False(await b.Reaches(a));
    }

    [Fact]
    public async Task A_certificate_for_another_host_will_do_where_names_are_not_checked()
    {
        var (a, b) = Pair(_ours.Issue("a"), _ours.Issue("b", host: "elsewhere.example"));
        Assert.True(await a.Reaches(b));
    }

    [Fact]
    public async Task A_client_without_a_certificate_is_cut_off()
    {
        var node = Add("A", _ours.Settings(_ours.Issue("a")));
        using var client = new TcpClient();
        await client.ConnectAsync("localhost", node.Address.Port!.Value);
        using var tls = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, limit.Token);
            await tls.WriteAsync(RawPeer.Handshake("X", 4000, 1, "ssl.tcp"), limit.Token);

            // TLS 1.3 tells the client only when it reads.
            if (await tls.ReadAsync(new byte[100], limit.Token) == 0)
                throw new IOException("closed");
        });
    }

    [Fact]
    public async Task Plain_bytes_get_nowhere_on_an_encrypted_port()
    {
        var node = Add("A", _ours.Settings(_ours.Issue("a")));
        using var peer = new RawPeer(node);
        peer.Send(RawPeer.Handshake("X", 4000, 1, "ssl.tcp"));
        await peer.Closed();
    }

    [Fact]
    public async Task A_renewed_certificate_file_is_used_for_the_next_connection_without_a_restart()
    {
        var file = _ours.Issue("a", validDays: -1);
        var (a, b) = Pair(file, _ours.Issue("b"));
        Assert.False(await b.Reaches(a));
        _ours.Issue("a", validDays: 5);
        File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddSeconds(1));
        await b.AwaitConditionAsync(() => b.Reaches(a), TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task A_damaged_certificate_file_leaves_the_old_certificate_in_force()
    {
        var file = _ours.Issue("a");
        var (a, b) = Pair(file, _ours.Issue("b"));
        File.WriteAllText(file, "damaged");
        File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddSeconds(1));
        Assert.True(await b.Reaches(a));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_PEM_file_may_hold_its_key_encrypted_or_not(bool encrypted)
    {
        var (a, b) = Pair(_ours.IssuePem("a", encrypted), _ours.Issue("b"));
        Assert.True(await a.Reaches(b));
        Assert.True(await b.Reaches(a));
    }

    [Fact]
    public async Task A_certificate_of_the_store_is_found_by_its_thumbprint()
    {
        using var certificate = _ours.Create();
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        store.Add(certificate);
        try
        {
            var ssl = $"\nakka.remote.dot-netty.tcp.ssl.certificate {{ use-thumbprint-over-file = on, thumbprint = \"{certificate.Thumbprint}\", store-name = My, store-location = current-user }}\n";
            var (a, b) = (Add("A", _ours.Settings("") + ssl), Add("B", _ours.Settings(_ours.Issue("b"))));
            Assert.True(await a.Reaches(b));
            Assert.True(await b.Reaches(a));
        }
        finally
        {
            store.Remove(certificate);
        }
    }

    [Fact]
    public async Task An_IPv6_address_is_checked_like_any_other_name()
    {
        const string Ipv6 = "\nakka.remote.dot-netty.tcp.hostname = \"::1\"\n";
        var a = Add("A", _ours.Settings(_ours.Issue("a", host: "::1"), checksHost: true) + Ipv6);
        var b = Add("B", _ours.Settings(_ours.Issue("b", host: "::1"), checksHost: true) + Ipv6);
        var c = Add("C", _ours.Settings(_ours.Issue("c", host: "::2"), checksHost: true) + Ipv6);
        Assert.True(await a.Reaches(b));
        Assert.False(await a.Reaches(c));
    }

    [Fact]
    public async Task A_certificate_given_in_code_needs_no_file()
    {
        using var certificate = _ours.Create();
        var setup = new DotNettySslSetup(certificate, suppressValidation: false, requireMutualAuthentication: true);
        var a = Node.Start("A", _ours.Settings(""), setup);
        _nodes.Add(a);
        Assert.True(await a.Reaches(Add("B", _ours.Settings(_ours.Issue("b")))));
    }

    [Fact]
    public async Task A_custom_validator_has_the_last_word()
    {
        using var certificate = _ours.Create();
        var setup = new DotNettySslSetup(certificate, false, true, false, static (presented, _, _, _, _) => presented.Subject == "CN=friend");
        var a = Node.Start("A", _ours.Settings(""), setup);
        _nodes.Add(a);
        Assert.False(await Add("B", _ours.Settings(_ours.Issue("b"))).Reaches(a));
        Assert.True(await Add("C", _ours.Settings(_ours.Issue("c", host: "friend"))).Reaches(a));
    }

    private (Node A, Node B) Pair(string certificateOfA, string certificateOfB, bool checksHost = false) =>
        (Add("A", _ours.Settings(certificateOfA, checksHost)), Add("B", _ours.Settings(certificateOfB, checksHost)));

    private Node Add(string name, string settings)
    {
        var node = Node.Start(name, settings);
        _nodes.Add(node);
        return node;
    }
}

using Akka.Actor;
using Akka.Remote.Transport.DotNetty;

namespace ActorEngine.Kernel.Remote.Tests.KernelOnly;

/// <summary>Certificates of an authority below the one that is trusted: what stands between is sent along.</summary>
public sealed class TlsChainTests : IAsyncLifetime
{
    private readonly Authority _root = new("Root");
    private readonly Authority _between;
    private readonly List<Node> _nodes = [];

    public TlsChainTests() => _between = new Authority("Between", _root);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.Stop();
        _between.Dispose();
        _root.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Authorities_in_the_certificates_file_are_sent_along(bool pem)
    {
        var a = Add("A", _between.Settings(pem ? _between.IssuePem("a", encrypted: true, chain: true) : _between.IssueWithChain("a")));
        var b = Add("B", _root.Settings(_root.Issue("b")));
        Assert.True(await a.Reaches(b));
        Assert.True(await b.Reaches(a));
    }

    [Fact]
    public async Task A_certificate_given_in_code_comes_with_the_chain_that_the_settings_name()
    {
        using var certificate = _between.Create();
        var setup = new DotNettySslSetup(certificate, suppressValidation: false, requireMutualAuthentication: true);
        var a = Node.Start("A", _between.Settings("") + $"\nakka.remote.kernel.certificate-chain = \"{_between.ChainFile}\"\n", setup);
        _nodes.Add(a);
        var b = Add("B", _root.Settings(_root.Issue("b")));
        Assert.True(await a.Reaches(b));
        Assert.True(await b.Reaches(a));
    }

    [Fact]
    public async Task Without_what_stands_between_the_certificate_is_not_trusted()
    {
        var a = Add("A", _between.Settings(_between.Issue("a")));
        var b = Add("B", _root.Settings(_root.Issue("b")));
        Assert.False(await a.Reaches(b));
        Assert.False(await b.Reaches(a));
    }

    private Node Add(string name, string settings)
    {
        var node = Node.Start(name, settings);
        _nodes.Add(node);
        return node;
    }
}

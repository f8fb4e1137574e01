using Akka.Actor;
using Akka.Configuration;

namespace ActorEngine.Kernel.Remote.Tests.KernelOnly;

public sealed class PlaintextPolicyTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("")]
    public void Listening_beyond_loopback_without_encryption_has_to_be_allowed_in_words(string hostname)
    {
        var refusal = Assert.ThrowsAny<Exception>(() => Node.Start("A", $"akka.loglevel = OFF\nakka.stdout-loglevel = OFF\nakka.remote.dot-netty.tcp.hostname = \"{hostname}\""));
        Assert.IsType<ConfigurationException>(refusal.GetBaseException());
    }

    [Fact]
    public async Task Listening_beyond_loopback_without_encryption_can_be_allowed()
    {
        var node = Node.Start("A", "akka.remote { dot-netty.tcp { hostname = \"0.0.0.0\", public-hostname = localhost }, kernel.allow-unencrypted-beyond-loopback = on }");
        Assert.Equal("localhost", node.Address.Host);
        await node.Stop();
    }

    [Fact]
    public async Task Nothing_is_sent_beyond_loopback_without_encryption()
    {
        var node = Node.Start("A", "akka.loglevel = OFF\nakka.stdout-loglevel = OFF");
        try
        {
            node.Sys.EventStream.Subscribe(node.TestActor, typeof(Akka.Remote.AssociationErrorEvent));
            node.Sys.ActorSelection("akka.tcp://B@192.0.2.1:2552/user/x").Tell("never");
            Assert.Contains("allow-unencrypted-beyond-loopback", (await node.ExpectMsgAsync<Akka.Remote.AssociationErrorEvent>()).Cause.Message, StringComparison.Ordinal);
        }
        finally
        {
            await node.Stop();
        }
    }
}

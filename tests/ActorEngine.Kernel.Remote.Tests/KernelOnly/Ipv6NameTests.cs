namespace ActorEngine.Kernel.Remote.Tests.KernelOnly;

/// <summary>The published transport sometimes fails to bind such a name.</summary>
public sealed class Ipv6NameTests
{
    private const string Named = "akka.remote.dot-netty.tcp { hostname = localhost, dns-use-ipv6 = on, port = 0 }";

    [Fact]
    public async Task A_name_is_looked_up_as_the_setting_says()
    {
        var (a, b) = (Node.Start("A", Named), Node.Start("B", Named));
        try
        {
            b.Echo("echo");
            Assert.Equal("hello", await a.Select(b, "user/echo").Ask<string>("hello", TimeSpan.FromSeconds(10)));
        }
        finally
        {
            await a.Stop();
            await b.Stop();
        }
    }
}

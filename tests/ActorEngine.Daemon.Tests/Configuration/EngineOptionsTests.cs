namespace ActorEngine.Daemon.Tests.Configuration;

public sealed class EngineOptionsTests
{
    [Fact]
    public void Without_anything_the_directories_are_those_of_a_system_installation()
    {
        var options = EngineOptions.Parse([], _ => null);

        Assert.Equal("/var/lib/actorengine", options.StateDirectory);
        Assert.Equal("/run/actorengine", options.RunDirectory);
        Assert.Equal("/etc/actorengine", options.ConfigDirectory);
        Assert.Equal("unix:///run/actorengine/engine.sock", options.Endpoint.ToString());
    }

    [Fact]
    public void The_socket_follows_the_run_directory() =>
        Assert.Equal("/x/run/engine.sock", EngineOptions.Parse(["--run", "/x/run"], _ => null).Endpoint.SocketPath);

    [Fact]
    public void Options_win_over_variables()
    {
        var options = EngineOptions.Parse(["--state=/option"], name => name is "ACTORENGINE_STATE" or "ACTORENGINE_CONFIG" ? "/variable" : null);

        Assert.Equal("/option", options.StateDirectory);
        Assert.Equal("/variable", options.ConfigDirectory);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--state")]
    [InlineData("--host", "tcp://1.2.3.4")]
    public void What_is_no_option_is_refused_by_name(params string[] arguments)
    {
        var error = Assert.Throws<FormatException>(() => EngineOptions.Parse(arguments, _ => null));

        Assert.Contains(arguments[^1], error.Message, StringComparison.Ordinal);
    }
}

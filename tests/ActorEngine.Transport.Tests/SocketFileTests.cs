using System.Net.Sockets;
using ActorEngine.Contracts;

namespace ActorEngine.Transport.Tests;

public sealed class SocketFileTests
{
    [Fact]
    public async Task A_missing_socket_names_the_path_and_the_fix()
    {
        var endpoint = EngineEndpoint.Parse("unix:///nowhere/engine.sock");

        var error = await Assert.ThrowsAsync<EngineNotRunningException>(() => EngineConnection.ConnectAsync(endpoint));

        Assert.Contains("/nowhere/engine.sock", error.Message, StringComparison.Ordinal);
        Assert.Contains("ACTORENGINE_HOST", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_socket_is_refused_by_clients_and_replaced_by_an_engine()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"ae-stale-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        var endpoint = new EngineEndpoint(Path.Combine(folder, "engine.sock"));
        using (var stale = Linux.UnixSocket.Listen(endpoint.SocketPath, 0x180)) Assert.False(stale.IsInvalid);
        Assert.True(File.Exists(endpoint.SocketPath));
        await Assert.ThrowsAsync<EngineNotRunningException>(() => EngineConnection.ConnectAsync(endpoint));

        await using var engine = new TestEngine(call => call.ReplyAsync(new Done()).AsTask(), folder);
        await using var client = await engine.ConnectAsync();

        Assert.IsType<Done>(await client.AskAsync(new GetVersion()));
    }

    [Fact]
    public async Task A_socket_that_answers_is_not_taken_over()
    {
        await using var engine = new TestEngine(_ => Task.CompletedTask);

        var error = Assert.Throws<EngineAddressInUseException>(() => EngineListener.Bind(engine.Endpoint, null, TimeProvider.System));

        Assert.Contains("another engine answers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_the_way_is_not_removed()
    {
        string path = Path.GetTempFileName();

        Assert.Throws<EngineAddressInUseException>(() => EngineListener.Bind(new EngineEndpoint(path), null, TimeProvider.System));

        Assert.True(File.Exists(path));
        File.Delete(path);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task The_socket_is_open_to_owner_and_group_only_and_goes_with_the_engine()
    {
        string path;
        await using (var engine = new TestEngine(_ => Task.CompletedTask))
        {
            path = engine.Endpoint.SocketPath;
            Assert.Equal("0660", Convert.ToString((int)File.GetUnixFileMode(path), 8).PadLeft(4, '0'));
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Paths_longer_than_a_socket_address_work()
    {
        string top = Path.Combine(Path.GetTempPath(), $"ae-long-{Guid.NewGuid():N}");
        string folder = Path.Combine(top, new string('d', 120));
        await using (var engine = new TestEngine(call => call.ReplyAsync(new Done()).AsTask(), folder))
        {
            await using var client = await engine.ConnectAsync();
            Assert.IsType<Done>(await client.AskAsync(new GetVersion()));
        }

        Directory.Delete(top, recursive: true);
    }
}

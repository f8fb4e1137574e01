using System.Text;
using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Tests.Support;

namespace ActorEngine.Shim.Tests;

/// <summary>Further processes in a running container.</summary>
public sealed class ExecTests : IAsyncLifetime
{
    private RealContainer container = null!;

    public async Task InitializeAsync()
    {
        container = await RealContainer.LaunchAsync(["sleep", "1000"]);
        await container.StartAsync();
    }

    public async Task DisposeAsync() => await container.DisposeAsync();

    [Fact]
    public async Task Output_of_both_streams_comes_before_the_exit_code()
    {
        Assert.NotNull((await container.Link.ExecAsync(container.ExecRequest("e1", ["sh", "-c", "echo out; echo err >&2; exit 6"])).Soon()).Process);
        using ExecAttachment attachment = await container.Link.AttachExecAsync("e1").Soon();
        (string output, string errors, ExecExited exit) = await ReadAllAsync(attachment);
        Assert.Equal(("out\n", "err\n"), (output, errors));
        Assert.Equal((true, 6, 0), (exit.Known, exit.Code, exit.Signal));
    }

    [Fact]
    public async Task An_exec_that_ended_before_anybody_attached_still_gives_its_output()
    {
        await container.Link.ExecAsync(container.ExecRequest("e1", ["echo", "early"])).Soon();
        await container.Link.Next<ShimNotification.SessionExited>();
        using ExecAttachment attachment = await container.Link.AttachExecAsync("e1").Soon();
        Assert.Equal("early\n", (await ReadAllAsync(attachment)).Output);
    }

    [Fact]
    public async Task Stdin_and_its_end_reach_the_process()
    {
        await container.Link.ExecAsync(container.ExecRequest("e1", ["cat"], stdin: true)).Soon();
        using ExecAttachment attachment = await container.Link.AttachExecAsync("e1").Soon();
        byte[] data = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 50_000).Select(number => $"{number}\n")));
        Task writing = Task.Run(async () =>
        {
            await attachment.WriteAsync(data);
            await attachment.CloseStdinAsync();
        });
        (string output, _, ExecExited exit) = await ReadAllAsync(attachment);
        await writing.Soon();
        Assert.Equal(Encoding.ASCII.GetString(data), output);
        Assert.Equal(0, exit.Code);
    }

    [Fact]
    public async Task A_terminal_session_is_resized_and_typed_into()
    {
        await container.Link.ExecAsync(container.ExecRequest("e1", ["sh", "-c", "read line; stty size; exit 3"], terminal: true, stdin: true)).Soon();
        using ExecAttachment attachment = await container.Link.AttachExecAsync("e1").Soon();
        await attachment.ResizeAsync(90, 30);
        await attachment.WriteAsync("x\n"u8.ToArray());
        (string output, _, ExecExited exit) = await ReadAllAsync(attachment);
        Assert.Equal("x\r\n30 90\r\n", output);
        Assert.Equal(3, exit.Code);
    }

    [Fact]
    public async Task A_program_that_is_not_there_fails_with_the_runtimes_words()
    {
        ExecOutcome outcome = await container.Link.ExecAsync(container.ExecRequest("e1", ["no-such-program"])).Soon();
        Assert.Null(outcome.Process);
        Assert.Contains("no-such-program", outcome.Failure!.RuntimeLog + outcome.Failure.Output);
        Assert.Empty(await container.Link.ListExecsAsync().Soon());
    }

    [Fact]
    public async Task A_slow_client_holds_the_process_back_and_loses_nothing()
    {
        await container.Link.ExecAsync(container.ExecRequest("e1", ["seq", "1", "300000"])).Soon();
        using ExecAttachment attachment = await container.Link.AttachExecAsync("e1").Soon();
        // Two megabytes wait to be read: far more than the shim and the socket hold, so the process is stopped meanwhile.
        Assert.Equal(ShimState.Running, (await container.Link.StatusAsync().Soon()).State);
        Assert.True((await container.Link.ListExecsAsync().Soon()).Single().Running);
        string output = (await ReadAllAsync(attachment)).Output;
        Assert.Equal(string.Concat(Enumerable.Range(1, 300_000).Select(number => $"{number}\n")), output);
    }

    [Fact]
    public async Task A_client_that_goes_away_leaves_the_process_running_to_its_end()
    {
        await container.Link.ExecAsync(container.ExecRequest("e1", ["sh", "-c", "yes | head -c 1000000; exit 9"])).Soon();
        using (ExecAttachment attachment = await container.Link.AttachExecAsync("e1").Soon()) await attachment.ReadAsync();
        Assert.Equal(9, (await container.Link.Next<ShimNotification.SessionExited>()).Exit.Code);
    }

    [Fact]
    public async Task A_session_can_be_signalled()
    {
        await container.Link.ExecAsync(container.ExecRequest("e1", ["sleep", "1000"], output: ExecOutputMode.Discard)).Soon();
        await container.Link.SignalExecAsync("e1", 15).Soon();
        ExecExited exit = (await container.Link.Next<ShimNotification.SessionExited>()).Exit;
        Assert.Equal(("e1", 0, 15), (exit.Id, exit.Code, exit.Signal));
    }

    [Fact]
    public async Task An_end_is_told_to_new_links_until_it_was_acknowledged()
    {
        await container.Link.ExecAsync(container.ExecRequest("e1", ["false"], output: ExecOutputMode.Discard)).Soon();
        await container.Link.Next<ShimNotification.SessionExited>();
        ShimConnection second = await container.ConnectAsync();
        Assert.Equal(1, (await second.Next<ShimNotification.SessionExited>()).Exit.Code);
        await second.AcknowledgeExecAsync("e1").Soon();
        Assert.Empty(await second.ListExecsAsync().Soon());
        ShimConnection third = await container.ConnectAsync();
        await third.StatusAsync().Soon();
        Assert.False(third.Notifications.TryRead(out _));
    }

    [Fact]
    public async Task Names_are_unique_and_unknown_ones_are_not_found()
    {
        await container.Link.ExecAsync(container.ExecRequest("e1", ["sleep", "1000"], output: ExecOutputMode.Discard)).Soon();
        Assert.Equal(FaultCode.Conflict, (await Fault(() => container.Link.ExecAsync(container.ExecRequest("e1", ["true"])))).Code);
        Assert.Equal(FaultCode.NotFound, (await Fault(() => container.Link.AttachExecAsync("e2"))).Code);
        Assert.Equal(FaultCode.Conflict, (await Fault(() => container.Link.AcknowledgeExecAsync("e1"))).Code);
    }

    [Fact]
    public async Task Many_sessions_at_once_each_have_their_own_code()
    {
        await Task.WhenAll(Enumerable.Range(0, 24).Select(async number =>
        {
            await container.Link.ExecAsync(container.ExecRequest($"e{number}", ["sh", "-c", $"echo {number}; exit {number}"])).Soon();
            using ExecAttachment attachment = await container.Link.AttachExecAsync($"e{number}").Soon();
            (string output, _, ExecExited exit) = await ReadAllAsync(attachment);
            Assert.Equal(($"{number}\n", number), (output, exit.Code));
            await container.Link.AcknowledgeExecAsync($"e{number}").Soon();
        }));
        Assert.Empty(await container.Link.ListExecsAsync().Soon());
    }

    private static async Task<ShimFaultException> Fault(Func<Task> action) =>
        await Assert.ThrowsAsync<ShimFaultException>(action);

    private static async Task<(string Output, string Errors, ExecExited Exit)> ReadAllAsync(ExecAttachment attachment)
    {
        StringBuilder[] streams = [new(), new(), new()];
        while (await attachment.ReadAsync().AsTask().Soon() is { } piece)
        {
            if (piece.Exit is not null) return (streams[1].ToString(), streams[2].ToString(), piece.Exit);
            streams[piece.Stream].Append(Encoding.UTF8.GetString(piece.Data.Span));
        }

        throw new InvalidOperationException("the attachment ended without an exit");
    }
}

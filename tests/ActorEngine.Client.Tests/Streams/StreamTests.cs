using System.IO.Pipelines;
using System.Text;
using ActorEngine.Client.Tests.Harness;
using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client.Tests.Streams;

public sealed class StreamTests : GateKit
{
    private const int Window = SessionLimits.ClientWindow + SessionLimits.PayloadBytes + 1024;

    [Fact]
    public async Task A_reader_that_does_not_read_holds_the_engine_back()
    {
        StartGate();
        long written = 0;
        Engine = async call =>
        {
            byte[] block = new byte[16 << 10];
            while (true)
            {
                await call.WriteDataAsync(1, block, call.Cancelled);
                Interlocked.Add(ref written, block.Length);
            }
        };
        var engine = Connect("CN=admin");
        await engine.Link.ReachableAsync();
        await using var call = engine.Link.Open(new ReadLogs(new("x")) { Follow = true });

        AwaitAssert(() => Assert.InRange(Interlocked.Read(ref written), Window / 2, Window));
        // Another call goes on beside it.
        Engine = _ => Task.FromResult<IReply>(new EngineInfo());
        for (int i = 0; i < 50; i++) await engine.InfoAsync();
        Assert.InRange(Interlocked.Read(ref written), Window / 2, Window);

        long read = 0;
        await foreach (var element in call.ReadAsync())
        {
            if (element is StreamElement.Data data) read += data.Bytes.Length;
            if (read > 4 * Window) break;
        }

        Assert.InRange(Interlocked.Read(ref written), 4 * Window, 6 * Window);
    }

    [Fact]
    public async Task Stdio_goes_through_pipes_and_a_pipe_that_is_full_holds_the_engine_back()
    {
        StartGate();
        long written = 0;
        Engine = async call =>
        {
            await call.SendItemAsync(new ExecStarted(new ExecId("e"), 1));
            await foreach (var element in call.ReadAsync(call.Cancelled))
                if (element is StreamElement.Data input) await call.WriteDataAsync(2, input.Bytes.ToArray(), call.Cancelled);
            byte[] block = new byte[16 << 10];
            for (int i = 0; i < 640; i++)
            {
                await call.WriteDataAsync(1, block, call.Cancelled);
                Interlocked.Add(ref written, block.Length);
            }

            return new ExecEnded(new ExitStatus(4));
        };
        await using var session = await Connect("CN=admin").Container(ContainerId.New()).ExecAsync(new ExecSettings { Command = ["x"], Stdin = true });
        Pipe input = new(), output = new(), error = new();
        var copying = Task.WhenAll(session.CopyInputAsync(input.Reader), session.CopyOutputAsync(output.Writer, error.Writer));
        await input.Writer.WriteAsync("to "u8.ToArray());
        await input.Writer.WriteAsync("and fro"u8.ToArray());
        await input.Writer.CompleteAsync();

        Assert.Equal("to and fro", await TextAsync(error.Reader, "to and fro".Length));
        AwaitAssert(() => Assert.InRange(Interlocked.Read(ref written), Window / 2, Window + (128 << 10)));
        await using var sink = new MemoryStream();
        await output.Reader.CopyToAsync(sink);
        await copying;
        Assert.Equal((640 << 14, 4), (sink.Length, session.Exit!.Code));
    }

    [Fact]
    public async Task A_pipe_ends_with_the_reason_where_the_output_could_not_be_read_to_its_end()
    {
        StartGate();
        Engine = async call =>
        {
            await call.SendItemAsync(new ExecStarted(new ExecId("e"), 1));
            return new Fault(FaultCode.Internal, "broken");
        };
        await using var session = await Connect("CN=admin").Container(ContainerId.New()).ExecAsync(new ExecSettings { Command = ["x"] });
        var output = new Pipe();
        var copying = session.CopyOutputAsync(output.Writer);
        await Assert.ThrowsAsync<EngineFaultException>(async () => await output.Reader.ReadAsync());
        await Assert.ThrowsAsync<EngineFaultException>(() => copying);
    }

    [Fact]
    public async Task A_program_that_does_not_read_holds_its_writer_back()
    {
        StartGate();
        Engine = async call =>
        {
            await call.SendItemAsync(new ExecStarted(new ExecId("e"), 1));
            await Task.Delay(Timeout.Infinite, call.Cancelled);
            return new Done();
        };
        await using var session = await Connect("CN=admin").Container(ContainerId.New()).ExecAsync(new ExecSettings { Command = ["cat"], Stdin = true });
        int sent = 0;

        var writing = Task.Run(async () =>
        {
            while (true)
            {
                await session.WriteAsync(new byte[8 << 10]);
                Interlocked.Add(ref sent, 8 << 10);
            }
        });

        AwaitAssert(() => Assert.InRange(Volatile.Read(ref sent), SessionLimits.EngineWindow / 2, SessionLimits.EngineWindow + (64 << 10)));
        await session.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    [Fact]
    public async Task Input_comes_back_from_a_program_that_echoes_it_with_its_exit()
    {
        StartGate();
        Engine = async call =>
        {
            await call.SendItemAsync(new ExecStarted(new ExecId("e"), 42));
            await foreach (var element in call.ReadAsync(call.Cancelled))
                if (element is StreamElement.Data data) await call.WriteDataAsync(1, data.Bytes, call.Cancelled);
            return new ExecEnded(new ExitStatus(5));
        };
        await using var session = await Connect("CN=admin").Container(ContainerId.New()).ExecAsync(new ExecSettings { Command = ["cat"], Stdin = true });
        byte[] input = new byte[1_000_000];
        Random.Shared.NextBytes(input);

        var writing = Task.Run(async () =>
        {
            await session.WriteAsync(input);
            await session.CompleteInputAsync();
        });
        byte[] output = await session.ReadToEndAsync();
        await writing;

        Assert.Equal((42, 5), (session.Started!.Pid, session.Exit!.Code));
        Assert.Equal(input, output);
    }

    [Fact]
    public async Task Followed_logs_go_on_over_a_restart_without_loss_or_repetition()
    {
        StartGate();
        byte[] log = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(number => $"{number}\n")));
        var firstHalf = new TaskCompletionSource();
        int opened = 0;
        Engine = async call =>
        {
            var request = (ReadLogs)call.Request;
            bool first = Interlocked.Increment(ref opened) == 1;
            // Positions lie elsewhere than the ends of what is sent: what was sent after the last one comes twice, and must not be seen twice.
            int at = (int)(request.From?.Offset ?? 0), end = first ? log.Length / 2 + 77 : log.Length;
            while (at < end)
            {
                int count = Math.Min(1000, end - at);
                await call.WriteDataAsync(1, log.AsMemory(at, count), call.Cancelled);
                at += count;
                if (at % 7000 == 0) await call.SendItemAsync(new StreamPosition(new LogPosition(1, at)), call.Cancelled);
            }

            if (!first) return new StreamEnded();
            firstHalf.TrySetResult();
            await Task.Delay(Timeout.Infinite, call.Cancelled);
            return new StreamEnded();
        };
        var container = Connect("CN=viewer").Container(ContainerId.New());
        using var seen = new MemoryStream();

        var reading = Task.Run(async () =>
        {
            await foreach (var chunk in container.LogsAsync(new ReadLogs(default) { Follow = true })) seen.Write(chunk.Bytes.Span);
        });
        await firstHalf.Task;
        await StopGateAsync();
        StartGate();
        await reading;

        Assert.Equal(log, seen.ToArray());
        Assert.Equal(2, opened);
    }

    [Fact]
    public async Task A_command_whose_link_is_lost_says_that_its_outcome_is_unknown_and_a_query_is_asked_again()
    {
        StartGate();
        var arrived = new CountdownEvent(2);
        int asked = 0;
        Engine = async call =>
        {
            if (call.Request is GetInfo && Interlocked.Increment(ref asked) == 2) return new EngineInfo { Name = "again" };
            arrived.Signal();
            await Task.Delay(Timeout.Infinite, call.Cancelled);
            return new Done();
        };
        var engine = Connect("CN=admin");
        var command = engine.Container(ContainerId.New()).KillAsync("SIGUSR1");
        var query = engine.InfoAsync();
        AwaitAssert(() => Assert.True(arrived.IsSet));

        await StopGateAsync();
        StartGate();

        await Assert.ThrowsAsync<EngineLinkLostException>(() => command);
        Assert.Equal("again", (await query).Name);
    }

    [Fact]
    public async Task An_engine_that_is_not_there_is_told_apart_from_one_that_refuses()
    {
        var engine = Connect("CN=admin", options => options with { Patience = TimeSpan.FromMilliseconds(50), HandshakeTimeout = TimeSpan.FromMilliseconds(20) });

        await Assert.ThrowsAsync<EngineUnreachableException>(() => engine.InfoAsync());
    }

    [Fact]
    public void Output_comes_as_messages_under_the_receivers_credit()
    {
        StartGate();
        Engine = async call =>
        {
            for (int i = 0; i < 10; i++) await call.WriteDataAsync(1, new byte[1000], call.Cancelled);
            return new StreamEnded();
        };
        var container = Connect("CN=admin").Container(ContainerId.New());

        var pump = container.StreamTo(TestActor, new ReadLogs(default), credit: 1);

        for (int i = 0; i < 10; i++)
        {
            var arrived = ExpectMsg<OutputArrived>();
            Assert.Equal(1000, arrived.Chunk.Bytes.Length);
            if (i is 3) ExpectNoMsg(TimeSpan.FromMilliseconds(50));
            pump.Tell(OutputTaken.Of(arrived));
        }

        Assert.Null(ExpectMsg<OutputEnded>().Fault);
    }

    [Fact]
    public void Input_goes_in_as_messages_in_order_and_under_the_engines_credit()
    {
        StartGate();
        Engine = async call =>
        {
            await call.SendItemAsync(new StreamPosition(new LogPosition(1, 0)), call.Cancelled);
            long bytes = 0;
            await foreach (var element in call.ReadAsync(call.Cancelled))
                if (element is StreamElement.Data data) bytes += data.Bytes.Length;
            TestActor.Tell(bytes);
            return new StreamEnded();
        };
        var input = Connect("CN=admin").Container(ContainerId.New()).InputFor(TestActor);

        for (int i = 0; i < 20; i++) input.Tell(new WriteInput(new byte[50_000]), TestActor);
        for (int i = 0; i < 20; i++) Assert.Equal(50_000, ExpectMsg<InputTaken>().Bytes);
        input.Tell(new CompleteInput(), TestActor);

        Assert.Equal(2, ReceiveN(2).Count(message => message is InputTaken { Bytes: 0 } or 1_000_000L));
    }

    [Fact]
    public void Input_that_is_refused_is_answered_with_the_fault()
    {
        StartGate();

        Connect("CN=viewer").Container(ContainerId.New()).InputFor(TestActor).Tell(new WriteInput(new byte[1]), TestActor);

        Assert.Equal(FaultCode.PermissionDenied, ExpectMsg<Fault>().Code);
    }

    [Fact]
    public async Task An_upload_arrives_whole_and_a_refusal_comes_before_its_end()
    {
        StartGate();
        Engine = async call =>
        {
            if (call.Request is LoadImage) return new Fault(FaultCode.Storage, "full");
            long bytes = 0;
            await foreach (var element in call.ReadAsync(call.Cancelled))
                if (element is StreamElement.Data data) bytes += data.Bytes.Length;
            return new ImagesLoaded([new ImageSummary(new Digest("sha256:1")) { Size = bytes }]);
        };
        var images = Connect("CN=admin").Images;

        Assert.Equal(2_000_000, Assert.Single(await images.ImportAsync(new MemoryStream(new byte[2_000_000]), new ImportImage())).Size);
        Assert.Equal(FaultCode.Storage, (await Assert.ThrowsAsync<EngineFaultException>(() => images.LoadAsync(new MemoryStream(new byte[2_000_000])))).Code);
    }

    private static async Task<string> TextAsync(PipeReader reader, int length)
    {
        var read = await reader.ReadAtLeastAsync(length);
        string text = Encoding.ASCII.GetString(read.Buffer);
        reader.AdvanceTo(read.Buffer.End);
        return text;
    }
}

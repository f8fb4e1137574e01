using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Tests.Engine;

public sealed class RunTests
{
    [Fact]
    public async Task Run_shows_both_outputs_and_ends_with_the_programs_code()
    {
        using var line = new CommandLineRun();
        var exited = new TaskCompletionSource();
        await using var engine = new FakeEngine(line.Socket, async call =>
        {
            if (call.Request is CreateContainer) await call.ReplyAsync(Answers.Created);
            if (call.Request is StartContainer) await call.ReplyAsync(new Done());
            if (call.Request is StartContainer) exited.SetResult();
            if (call.Request is AttachContainer or WaitContainer) await exited.Task;
            if (call.Request is WaitContainer) await call.ReplyAsync(Answers.Waited(42));
            if (call.Request is not AttachContainer) return;
            await call.WriteAsync("out\n");
            await call.WriteAsync("err\n", 2);
            await call.ReplyAsync(new StreamEnded());
        });
        Assert.Equal(42, await line.RunAsync("run", "--name", "web", "busybox", "true"));
        Assert.Equal("out\n", line.Output);
        Assert.Equal("err\n", line.Error);
        Assert.Equal("web", engine.Asked.OfType<CreateContainer>().Single().Name);
        Assert.True(engine.Asked.OfType<AttachContainer>().Single() is { Logs: true, Stdin: false });
        Assert.Equal(WaitCondition.NextExit, engine.Asked.OfType<WaitContainer>().Single().Condition);
    }

    [Theory]
    [InlineData(127)]
    [InlineData(126)]
    [InlineData(125)]
    public async Task A_program_that_cannot_be_started_gives_the_faults_code(int code)
    {
        using var line = new CommandLineRun();
        await using var engine = new FakeEngine(line.Socket, async call =>
        {
            if (call.Request is CreateContainer) await call.ReplyAsync(Answers.Created);
            if (call.Request is StartContainer) await call.ReplyAsync(new Fault(FaultCode.RuntimeFailed, "exec: \"foo\": not found", code));
        });
        Assert.Equal(code, await line.RunAsync("run", "busybox", "foo"));
        Assert.Equal("actorctl: exec: \"foo\": not found\n", line.Error);
    }

    [Fact]
    public async Task A_detached_run_prints_the_id_and_writes_the_cidfile()
    {
        using var line = new CommandLineRun();
        await using var engine = new FakeEngine(line.Socket, async call => await call.ReplyAsync(call.Request is CreateContainer ? Answers.Created : new Done()));
        string file = Path.Combine(line.Folder, "cid");
        Assert.Equal(0, await line.RunAsync("run", "-d", "--cidfile", file, "busybox"));
        Assert.Equal(Answers.Id.Value + "\n", line.Output);
        Assert.Equal(Answers.Id.Value, await File.ReadAllTextAsync(file));
        Assert.Equal(125, await line.RunAsync("run", "-d", "--cidfile", file, "busybox"));
        Assert.Contains("exists already", line.Error);
    }

    [Theory]
    [InlineData("missing", 0, 1)]
    [InlineData("never", 1, 0)]
    [InlineData("always", 0, 1)]
    public async Task A_missing_image_is_fetched_as_pull_says(string policy, int code, int pulls)
    {
        using var line = new CommandLineRun();
        bool present = false;
        await using var engine = new FakeEngine(line.Socket, async call =>
        {
            if (call.Request is PullImage) present = true;
            await call.ReplyAsync(call.Request switch
            {
                CreateContainer => present ? Answers.Created : Answers.NotFound("there is no image 'busybox'") with { Field = "image" },
                PullImage => new ImagesLoaded([]),
                _ => new Done(),
            });
        });
        Assert.Equal(code == 0 ? 0 : 125, await line.RunAsync("run", "-d", "--pull", policy, "busybox"));
        Assert.Equal(pulls, engine.Asked.OfType<PullImage>().Count());
    }

    [Fact]
    public async Task Input_reaches_the_program_and_is_ended()
    {
        using var line = new CommandLineRun();
        var got = new TaskCompletionSource<string>();
        await using var engine = new FakeEngine(line.Socket, async call =>
        {
            if (call.Request is CreateContainer) await call.ReplyAsync(Answers.Created);
            if (call.Request is StartContainer) await call.ReplyAsync(new Done());
            if (call.Request is AttachContainer)
            {
                string all = "";
                await foreach (var element in call.ReadAsync()) all += System.Text.Encoding.UTF8.GetString(((StreamElement.Data)element).Bytes.Span);
                got.SetResult(all);
                await call.ReplyAsync(new StreamEnded());
            }

            if (call.Request is WaitContainer)
            {
                await got.Task;
                await call.ReplyAsync(Answers.Waited(0));
            }
        });
        Assert.Equal(0, await line.RunAsync("typed\n", ["run", "-i", "busybox", "cat"]));
        Assert.Equal("typed\n", await got.Task);
    }

    [Fact]
    public async Task A_terminal_is_refused_where_there_is_none()
    {
        using var line = new CommandLineRun();
        Assert.Equal(125, await line.RunAsync("run", "-it", "busybox"));
        Assert.StartsWith("actorctl: --tty: standard input is not a terminal; leave out -t.", line.Error);
    }

    [Fact]
    public async Task An_exit_code_that_nobody_saw_is_not_made_up()
    {
        using var line = new CommandLineRun();
        await using var engine = new FakeEngine(line.Socket, async call => await call.ReplyAsync(call.Request switch
        {
            CreateContainer => Answers.Created,
            AttachContainer => new StreamEnded(),
            WaitContainer => new ContainerWaited(new ExitStatus(255, Known: false)),
            _ => new Done(),
        }));
        Assert.Equal(125, await line.RunAsync("run", "busybox"));
        Assert.Contains("not known", line.Error);
    }
}

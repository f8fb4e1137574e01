using ActorEngine.Linux;
using ActorEngine.Shim.Log;
using ActorEngine.Shim.Loop;
using ActorEngine.Shim.Stdio;

namespace ActorEngine.Shim.Exec;

/// <summary>The standard streams of an exec session: pipes, a terminal, or nothing.</summary>
internal sealed class ExecStdio
{
    private const int FailureText = 8 * 1024;

    private readonly PollLoop loop;
    private readonly bool stdinOpen;
    private readonly List<DescriptorMapping> runtimeSide = [];
    private readonly List<(FileDescriptor File, OutputKind Kind)> outputs = [];
    private readonly List<ExecPump> pumps = [];
    private readonly IdMapping? owner;
    private ConsoleListener? console;

    /// <param name="owner">Root of the container, where that is not the host's: it may open its streams again by name.</param>
    public ExecStdio(PollLoop loop, Protocol.Exec request, IdMapping? owner) : this(loop)
    {
        this.owner = owner;
        stdinOpen = request.StdinOpen;
        if (request.ConsoleSocket.Length > 0)
        {
            console = new ConsoleListener(loop, request.ConsoleSocket);
            return;
        }

        if (stdinOpen)
        {
            (FileDescriptor read, FileDescriptor write) = Pipe.Create();
            write.SetNonBlocking(true);
            Own(read);
            runtimeSide.Add(new DescriptorMapping(read, 0));
            Stdin = new StdinSink(loop, write, ownsFile: true, isTerminal: false);
        }

        if (request.Output == Protocol.ExecOutputMode.Discard) return;
        AddOutput(OutputKind.Output);
        AddOutput(OutputKind.Error);
    }

    /// <summary>None at all: those of a session that an earlier shim began have ended with it.</summary>
    public ExecStdio(PollLoop loop) => this.loop = loop;

    public StdinSink? Stdin { get; private set; }

    public FileDescriptor? Terminal { get; private set; }

    /// <summary>Nothing more will come.</summary>
    public bool IsDry
    {
        get
        {
            foreach (ExecPump pump in pumps)
            {
                if (!pump.IsDry) return false;
            }

            return true;
        }
    }

    public DescriptorMapping[] ForRuntime() => [.. runtimeSide];

    public void CloseRuntimeSide()
    {
        foreach (DescriptorMapping mapping in runtimeSide) mapping.Source.Dispose();
        runtimeSide.Clear();
    }

    /// <summary>The process exists.</summary>
    public void Begin(ExecSession session)
    {
        if (console is not null)
        {
            console.Accept();
            Terminal = console.Master;
            console.Close();
            console = null;
            if (Terminal is not null)
            {
                outputs.Add((Terminal, OutputKind.Output));
                if (stdinOpen) Stdin = new StdinSink(loop, Terminal, ownsFile: false, isTerminal: true);
            }
        }

        foreach ((FileDescriptor file, OutputKind kind) in outputs) pumps.Add(new ExecPump(loop, file, kind, session));
    }

    public void Watch()
    {
        foreach (ExecPump pump in pumps) pump.Resume();
    }

    public void PumpAll()
    {
        foreach (ExecPump pump in pumps) pump.Pump();
    }

    public void StartDropping()
    {
        foreach (ExecPump pump in pumps) pump.StartDropping();
    }

    public void ProcessEnded()
    {
        Stdin?.Shut();
        foreach (ExecPump pump in pumps) pump.ProcessEnded();
    }

    public string TakeFailure(NativeBuffer scratch)
    {
        var tail = new TailText(FailureText);
        foreach ((FileDescriptor file, _) in outputs)
        {
            for (int count; (count = file.TryRead(scratch.Span)) > 0;) tail.Add(scratch.Span[..count]);
        }

        return tail.ToString();
    }

    public void Close()
    {
        Stdin?.Shut();
        foreach (ExecPump pump in pumps) loop.Forget(pump);
        foreach ((FileDescriptor file, _) in outputs) file.Dispose();
        console?.Master?.Dispose();
        console?.Close();
        console = null;
    }

    private void AddOutput(OutputKind kind)
    {
        (FileDescriptor read, FileDescriptor write) = Pipe.Create();
        read.SetNonBlocking(true);
        Own(write);
        runtimeSide.Add(new DescriptorMapping(write, (int)kind));
        outputs.Add((read, kind));
    }

    private void Own(FileDescriptor pipe)
    {
        if (owner is not null) FileOwnership.SetOwner(pipe, "", owner.User, owner.Group);
    }
}

using ActorEngine.Linux;
using ActorEngine.Shim.Log;
using ActorEngine.Shim.Loop;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Stdio;

/// <summary>
/// The container's standard streams: three FIFOs in the run directory, or a terminal. Container and shim both hold the output FIFOs
/// open read-write, so that the end of one never breaks the other.
/// </summary>
internal sealed class ContainerStdio(PollLoop loop, ShimSettings settings, LogWriter log, NativeBuffer scratch)
{
    private const string StdinName = "stdin", StdoutName = "stdout", StderrName = "stderr";
    private const int Capacity = 1024 * 1024, FailureText = 8 * 1024;
    private const OpenFlags Both = OpenFlags.ReadWrite | OpenFlags.NonBlocking;

    private readonly List<OutputPump> pumps = [];
    private readonly List<FileDescriptor> runtimeSide = [];
    private FileDescriptor? stdinHolder;
    private ConsoleListener? console;

    /// <summary>The container's stdin, when it was asked for.</summary>
    public StdinSink? Stdin { get; private set; }

    /// <summary>The terminal's master, when there is one.</summary>
    public FileDescriptor? Terminal { get; private set; }

    /// <summary>Makes the FIFO of stdin early, so that a client can hold it open over the shim's death.</summary>
    public void Prepare()
    {
        if (!settings.StdinOpen || settings.Terminal || stdinHolder is not null) return;
        Pipe.CreateNamed(StdinName, 0x180);
        stdinHolder = FileDescriptor.Open(StdinName, Both);
    }

    /// <summary>Opens everything for a start.</summary>
    public void Open()
    {
        if (settings.Terminal)
        {
            console = new ConsoleListener(loop, settings.ConsoleSocket);
            return;
        }

        Prepare();
        OpenOutputs();
    }

    /// <summary>What the runtime gets as its standard streams, and with it the container.</summary>
    public DescriptorMapping[] ForRuntime()
    {
        if (settings.Terminal) return [];
        List<DescriptorMapping> streams = [];
        if (settings.StdinOpen) streams.Add(Give(FileDescriptor.Open(StdinName, OpenFlags.ReadOnly), 0));
        streams.Add(Give(FileDescriptor.Open(StdoutName, OpenFlags.ReadWrite), 1));
        streams.Add(Give(FileDescriptor.Open(StderrName, OpenFlags.ReadWrite), 2));
        return [.. streams];
    }

    public void CloseRuntimeSide()
    {
        foreach (FileDescriptor file in runtimeSide) file.Dispose();
        runtimeSide.Clear();
    }

    /// <summary>The container runs: output flows from here on.</summary>
    public void Begin()
    {
        if (console is not null)
        {
            console.Accept();
            if (console.Master is not null) UseTerminal(console.Master);
            console.Close();
            console = null;
        }
        else if (settings.StdinOpen)
        {
            OpenStdinWriter();
        }

        foreach (OutputPump pump in pumps) loop.Watch(pump);
    }

    /// <summary>Takes over the streams of a container that runs already.</summary>
    public void Resume(FileDescriptor? terminal)
    {
        if (settings.Terminal)
        {
            terminal?.SetNonBlocking(true);
            if (terminal is not null) UseTerminal(terminal);
        }
        else
        {
            OpenOutputs();
            if (settings.StdinOpen) OpenStdinWriter();
        }

        foreach (OutputPump pump in pumps) loop.Watch(pump);
    }

    public void BeginDrain()
    {
        foreach (OutputPump pump in pumps) pump.BeginDrain();
    }

    /// <summary>Moves some output; false when there was none.</summary>
    public bool DrainStep()
    {
        bool any = false;
        foreach (OutputPump pump in pumps) any |= pump.DrainStep();
        return any;
    }

    /// <summary>What a runtime that failed wrote.</summary>
    public string TakeFailure()
    {
        var tail = new TailText(FailureText);
        foreach (OutputPump pump in pumps) pump.TakeText(tail);
        return tail.ToString();
    }

    public void Close()
    {
        foreach (OutputPump pump in pumps) pump.Close();
        pumps.Clear();
        console?.Master?.Dispose();
        console?.Close();
        console = null;
    }

    private void OpenOutputs()
    {
        Pipe.CreateNamed(StdoutName, 0x180);
        Pipe.CreateNamed(StderrName, 0x180);
        AddPump(FileDescriptor.Open(StdoutName, Both), OutputKind.Output);
        AddPump(FileDescriptor.Open(StderrName, Both), OutputKind.Error);
    }

    private void AddPump(FileDescriptor fifo, OutputKind kind)
    {
        Pipe.TrySetCapacity(fifo, Capacity);
        pumps.Add(new OutputPump(loop, fifo, kind, log, scratch));
    }

    // From now on the container alone reads, and its end is noticed by a failing write.
    private void OpenStdinWriter()
    {
        FileDescriptor? writer = FileDescriptor.TryOpen(StdinName, OpenFlags.WriteOnly | OpenFlags.NonBlocking, 0, out _);
        if (writer is not null) Stdin = new StdinSink(loop, writer, ownsFile: true, isTerminal: false);
        stdinHolder?.Dispose();
        stdinHolder = null;
    }

    private void UseTerminal(FileDescriptor master)
    {
        Terminal = master;
        pumps.Add(new OutputPump(loop, master, OutputKind.Output, log, scratch));
        if (settings.StdinOpen) Stdin = new StdinSink(loop, master, ownsFile: false, isTerminal: true);
    }

    private DescriptorMapping Give(FileDescriptor file, int target)
    {
        runtimeSide.Add(file);
        return new DescriptorMapping(file, target);
    }
}

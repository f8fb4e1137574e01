using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Streams;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Containers;

/// <summary>What attach asks for.</summary>
/// <param name="Stream">Join what is written from now on, and stdin.</param>
/// <param name="Logs">Begin with what was written before.</param>
internal sealed record AttachRequest(bool Stream, bool Logs, bool Stdin, bool Stdout, bool Stderr, byte[] DetachKeys)
{
    public static AttachRequest Read(Call call) => new(
        call.Flag("stream"), call.Flag("logs"), call.Flag("stdin"), call.Flag("stdout"), call.Flag("stderr"), Keys(call.Query("detachKeys")));

    /// <summary>Before 1.42 a web socket joined all three streams.</summary>
    public static AttachRequest ReadSocket(Call call) =>
        call.Version.Has(1, 42) ? Read(call) : Read(call) with { Stdin = true, Stdout = true, Stderr = true };

    /// <exception cref="ApiException">400, where it is no sequence of keys.</exception>
    public static byte[] Keys(string? text)
    {
        try
        {
            return Shapes.DetachKeys.Parse(text is { Length: > 0 } ? text : Shapes.DetachKeys.Default);
        }
        catch (FormatException)
        {
            throw new ApiException(400, $"Invalid detach keys ({text}) provided");
        }
    }

    /// <summary>How the session treats its bytes. Keys detach from terminals alone; only where stdin is open once, and is no terminal, its end is passed on.</summary>
    public SessionPlan Plan(ContainerSettings settings) => new(
        Framed: !settings.Tty,
        Stdin: Stdin && Stream && settings.OpenStdin,
        ClosesStdin: settings is { StdinOnce: true, Tty: false },
        settings.Tty ? DetachKeys : []) { EngineEnds = true };

    /// <summary>What the engine is asked; null where there is nothing to send.</summary>
    public IMessage? Message(ContainerInspection container, SessionPlan plan) => (Stream, Logs) switch
    {
        (true, _) => new AttachContainer(new(container.Id.Value), Stdout, Stderr) { Stdin = plan.Stdin, LeavesStdinOpen = !plan.ClosesStdin, Logs = Logs },
        (false, true) when Stdout || Stderr => new ReadLogs(new(container.Id.Value), Stdout, Stderr),
        _ => null,
    };
}

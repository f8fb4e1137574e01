using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Containers;

/// <summary>The commands that take a container from one state to another, and those that change what it is.</summary>
internal static class Steps
{
    public static Task StartAsync(Call call)
    {
        // An empty object or null is let pass.
        if (call.Http.Request.ContentLength is > 7 || (call.Http.Request.ContentLength is null && call.Http.Request.Headers.TransferEncoding.Count > 0))
            throw new ApiException(400, "starting container with non-empty request body was deprecated since API v1.22 and removed in v1.24");
        if (call.Query("checkpoint") is { Length: > 0 }) throw new ApiException(501, "checkpoints are not supported");
        return DoAsync(call, new StartContainer(call.Container));
    }

    public static Task StopAsync(Call call) => DoAsync(call, new StopContainer(call.Container) { Signal = Signal(call), TimeoutSeconds = Seconds(call) });

    public static Task RestartAsync(Call call) => DoAsync(call, new RestartContainer(call.Container) { Signal = Signal(call), TimeoutSeconds = Seconds(call) });

    public static Task KillAsync(Call call) => DoAsync(call, new KillContainer(call.Container, Texts.OrNull(call.Query("signal")) ?? "SIGKILL"));

    public static Task PauseAsync(Call call) => DoAsync(call, new PauseContainer(call.Container));

    public static Task UnpauseAsync(Call call) => DoAsync(call, new UnpauseContainer(call.Container));

    public static Task RenameAsync(Call call) => DoAsync(call, new RenameContainer(call.Container,
        Texts.OrNull(call.Query("name")) ?? throw new ApiException(400, "Neither old nor new names may be empty")));

    public static Task RemoveAsync(Call call)
    {
        if (call.Flag("link")) throw new ApiException(400, "a link cannot be removed by itself here: it goes with its container");
        return DoAsync(call, new RemoveContainer(call.Container, call.Flag("force")) { Volumes = call.Flag("v") });
    }

    public static async Task ResizeAsync(Call call)
    {
        var (rows, columns) = TerminalSize.Of(call);
        await call.AskAsync<Done>(new ResizeContainer(call.Container, rows, columns)).ConfigureAwait(false);
        await call.DoneAsync(200).ConfigureAwait(false);
    }

    private static async Task DoAsync(Call call, IMessage command)
    {
        await call.AskAsync<Done>(command).ConfigureAwait(false);
        await call.DoneAsync().ConfigureAwait(false);
    }

    private static string? Signal(Call call) => call.Version.Has(1, 42) ? Texts.OrNull(call.Query("signal")) : null;

    // Any negative number means for ever.
    private static int? Seconds(Call call) => call.Number("t") is { } seconds ? (int)Math.Clamp(seconds, -1, int.MaxValue) : null;
}

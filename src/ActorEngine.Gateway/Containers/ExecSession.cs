using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Streams;

namespace ActorEngine.Gateway.Containers;

/// <summary>Starts a program that was created before, and joins the client to it unless it is to run by itself.</summary>
internal static class ExecSession
{
    public static async Task StartAsync(Call call)
    {
        var body = await call.ReadAsync(ExecStartJson.Default.ExecStartBody).ConfigureAwait(false) ?? new ExecStartBody();
        var id = new ExecId(call.Path("id"));
        var exec = await call.AskAsync<ExecInspection>(new InspectExec(new ContainerReference(""), id)).ConfigureAwait(false);
        var start = new StartExec(new ContainerReference(""), body.Settings(call.Version), body.Detach ?? false) { Exec = id };
        if (start.Detach)
        {
            await call.AskAsync<ExecStarted>(start).ConfigureAwait(false);
            await call.DoneAsync(200).ConfigureAwait(false);
            return;
        }

        await CheckAsync(call, exec).ConfigureAwait(false);
        await RunAsync(call, start, Plan(exec.Settings, body.Tty ?? false)).ConfigureAwait(false);
    }

    public static async Task ResizeAsync(Call call)
    {
        var (rows, columns) = TerminalSize.Of(call);
        await call.AskAsync<Done>(new ResizeExec(new ContainerReference(""), new ExecId(call.Path("id")), rows, columns)).ConfigureAwait(false);
        await call.DoneAsync(200).ConfigureAwait(false);
    }

    /// <summary>What can be told before the connection is taken over is told then.</summary>
    /// <exception cref="ApiException">It cannot be started.</exception>
    private static async Task CheckAsync(Call call, ExecInspection exec)
    {
        if (exec.Running) throw new ApiException(409, $"Error: Exec command {exec.Exec} is already running");
        if (exec.Exit is not null) throw new ApiException(409, $"Error: Exec command {exec.Exec} has already run");
        var container = await call.AskAsync<ContainerInspection>(new InspectContainer(new(exec.Container.Value))).ConfigureAwait(false);
        if (container.State.Status is ContainerStatus.Paused or ContainerStatus.Pausing)
            throw new ApiException(409, $"Container {exec.Container} is paused, unpause the container before exec");
        if (container.State.Pid == 0) throw new ApiException(409, $"Container {exec.Container} is not running");
    }

    // The head goes first: clients that read it in blocks lose what comes in one with it.
    private static async Task RunAsync(Call call, StartExec start, SessionPlan plan)
    {
        using var client = await Takeover.BeginAsync(call, terminal: !plan.Framed).ConfigureAwait(false);
        // Not to be taken up again: what the program writes without a client is lost, and going on as if nothing had happened would hide a gap.
        await using var feed = call.Feed(_ => start, resumable: false);
        // What cannot be run says so where its output would be; its exit code is found by inspection.
        if (await RefusedAsync(feed, client.Gone).ConfigureAwait(false) is { } refused)
            await client.SendAsync(1, Encoding.UTF8.GetBytes(refused + "\r\n"), plan.Framed, CancellationToken.None).ConfigureAwait(false);
        else await new HijackedSession(client, feed, new ResumePoint(), plan).RunAsync().ConfigureAwait(false);
    }

    private static async Task<string?> RefusedAsync(EngineFeed feed, CancellationToken gone)
    {
        try
        {
            return (await feed.TryBeginAsync(gone).ConfigureAwait(false))?.Message;
        }
        catch (ApiException unreachable)
        {
            return unreachable.Message;
        }
        catch (OperationCanceledException)
        {
            return "The client left.";
        }
    }

    private static SessionPlan Plan(ExecSettings settings, bool terminal) =>
        new(Framed: !terminal, settings.Stdin, ClosesStdin: !settings.Tty, settings.Tty ? AttachRequest.Keys(settings.DetachKeys) : []);
}

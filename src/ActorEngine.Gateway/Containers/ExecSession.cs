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

        await RunAsync(call, start, Plan(exec.Settings, body.Tty ?? false)).ConfigureAwait(false);
    }

    public static async Task ResizeAsync(Call call)
    {
        var (rows, columns) = TerminalSize.Of(call);
        await call.AskAsync<Done>(new ResizeExec(new ContainerReference(""), new ExecId(call.Path("id")), rows, columns)).ConfigureAwait(false);
        await call.DoneAsync(200).ConfigureAwait(false);
    }

    private static async Task RunAsync(Call call, StartExec start, SessionPlan plan)
    {
        // Not to be taken up again: what the program writes without a client is lost, and going on as if nothing had happened would hide a gap.
        await using var feed = call.Feed(_ => start, resumable: false);
        var refused = await feed.TryBeginAsync(call.Aborted).ConfigureAwait(false);
        // A program that cannot be run says so where its output would be; its exit code is found by inspection.
        if (refused is { Code: not FaultCode.RuntimeFailed }) throw ApiException.Of(refused);
        using var client = await Takeover.BeginAsync(call, terminal: !plan.Framed).ConfigureAwait(false);
        if (refused is null) await new HijackedSession(client, feed, new ResumePoint(), plan).RunAsync().ConfigureAwait(false);
        else await client.SendAsync(1, Encoding.UTF8.GetBytes(refused.Message + "\r\n"), plan.Framed, CancellationToken.None).ConfigureAwait(false);
    }

    private static SessionPlan Plan(ExecSettings settings, bool terminal) =>
        new(Framed: !terminal, settings.Stdin, ClosesStdin: !settings.Tty, settings.Tty ? AttachRequest.Keys(settings.DetachKeys) : []);
}

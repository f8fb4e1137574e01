using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Containers;

/// <summary>Exec sessions before they start and after.</summary>
internal static class ExecSteps
{
    public static async Task CreateAsync(Call call)
    {
        var body = await call.ReadAsync(ContainerJson.Default.ExecBody).ConfigureAwait(false) ?? new ExecBody();
        var created = await call.AskAsync<ExecCreated>(new CreateExec(call.Container, Settings(body, call))).ConfigureAwait(false);
        await call.WriteAsync(new Fields { ["Id"] = created.Exec.Value }, 201).ConfigureAwait(false);
    }

    public static async Task InspectAsync(Call call)
    {
        var exec = await call.AskAsync<ExecInspection>(new InspectExec(new ContainerReference(""), new ExecId(call.Path("id")))).ConfigureAwait(false);
        await call.WriteAsync(ExecShape.Of(exec)).ConfigureAwait(false);
    }

    private static ExecSettings Settings(ExecBody body, Call call)
    {
        bool sized = call.Version.Has(1, 42) && body.Tty is true;
        return new ExecSettings
        {
            Command = Texts.Of(body.Cmd),
            Environment = Texts.Of(body.Env),
            WorkingDirectory = Texts.OrNull(body.WorkingDir),
            User = Texts.OrNull(body.User),
            Tty = body.Tty ?? false,
            Stdin = body.AttachStdin ?? false,
            Stdout = body.AttachStdout ?? false,
            Stderr = body.AttachStderr ?? false,
            DetachKeys = Texts.OrNull(body.DetachKeys),
            Privileged = body.Privileged ?? false,
            Rows = sized && body.ConsoleSize is [var rows, _] ? rows : 0,
            Columns = sized && body.ConsoleSize is [_, var columns] ? columns : 0,
        };
    }
}

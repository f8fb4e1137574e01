using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Containers;

/// <summary>Answers top and changes.</summary>
internal static class Processes
{
    public static async Task TopAsync(Call call)
    {
        var table = await call.AskAsync<ProcessTable>(new ListProcesses(call.Container, (call.Query("ps_args") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))).ConfigureAwait(false);
        await call.WriteAsync(new Fields { ["Titles"] = table.Titles, ["Processes"] = table.Rows }).ConfigureAwait(false);
    }

    public static async Task ChangesAsync(Call call)
    {
        var found = await call.AskAsync<FileChanges>(new DiffContainer(call.Container)).ConfigureAwait(false);
        var rows = found.Changes.Select(change => new Fields { ["Path"] = change.Path, ["Kind"] = (int)change.Kind }).ToList();
        await call.WriteAsync(rows.Count == 0 ? null : rows).ConfigureAwait(false);
    }
}

using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Containers;

/// <summary>Sets the sizes of terminals.</summary>
internal static class Terminals
{
    public static async Task ResizeContainerAsync(Call call)
    {
        var (rows, columns) = Size(call);
        await call.AskAsync<Done>(new ResizeContainer(call.Container, rows, columns)).ConfigureAwait(false);
        await call.DoneAsync(200).ConfigureAwait(false);
    }

    public static async Task ResizeExecAsync(Call call)
    {
        var (rows, columns) = Size(call);
        await call.AskAsync<Done>(new ResizeExec(new ContainerReference(""), new ExecId(call.Path("id")), rows, columns)).ConfigureAwait(false);
        await call.DoneAsync(200).ConfigureAwait(false);
    }

    private static (int Rows, int Columns) Size(Call call) => (Side(call, "h", "height"), Side(call, "w", "width"));

    private static int Side(Call call, string name, string what) =>
        int.TryParse(call.Query(name), out int value) && value >= 0 ? value : throw new ApiException(400, $"invalid resize {what} \"{call.Query(name)}\": it is no number");
}

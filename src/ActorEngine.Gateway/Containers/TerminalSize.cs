using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Containers;

/// <summary>The parameters h and w of resize.</summary>
internal static class TerminalSize
{
    /// <exception cref="ApiException">400, where one is missing or no size.</exception>
    public static (int Rows, int Columns) Of(Call call) => (Number(call, "h", "height"), Number(call, "w", "width"));

    private static int Number(Call call, string name, string word) =>
        int.TryParse(call.Query(name), out int number) && number is >= 0 and <= ushort.MaxValue ? number : throw new ApiException(400, $"invalid resize {word} \"{call.Query(name)}\"");
}

using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>What the event stream says of exec sessions.</summary>
internal static class ExecWords
{
    /// <summary>The action and what is run, as Docker tells it: <c>exec_start: ls -l</c>.</summary>
    public static string Action(string action, ExecSettings settings) => $"{action}: {string.Join(' ', settings.Command)}";
}

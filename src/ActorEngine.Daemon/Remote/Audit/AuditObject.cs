using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>What a message is about, in the words of the one who asked.</summary>
internal static class AuditObject
{
    public static string? Of(IMessage message) => message switch
    {
        IContainerMessage about => about.Container.Value,
        CreateContainer create => $"{create.Name ?? "-"} from {create.Settings.Image}",
        RemoveImage remove => remove.Image.Value,
        PullImage pull => pull.Image.Value,
        PushImage push => push.Image.Value,
        DeleteManifest delete => delete.Image.Value,
        LoginRegistry login => login.Credentials.Registry,
        LogoutRegistry logout => logout.Registry,
        ImportImage import => import.Reference?.Value,
        _ => null,
    };
}

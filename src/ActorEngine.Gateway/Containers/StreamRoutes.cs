using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Containers;

/// <summary>Operations of containers and exec sessions whose requests or answers are streams.</summary>
internal static class StreamRoutes
{
    public static RouteGroup Containers { get; } = new("Container",
    [
        new("POST", "/containers/{id}/attach", "ContainerAttach", "goes on over restarts of the engine", Attachment.RunAsync),
        new("GET", "/containers/{id}/attach/ws", "ContainerAttachWebsocket", "", Attachment.RunSocketAsync),
        new("GET", "/containers/{id}/logs", "ContainerLogs", "goes on over restarts of the engine", Logs.AnswerAsync),
        new("HEAD", "/containers/{id}/archive", "ContainerArchiveInfo", "", Archive.StatAsync),
        new("GET", "/containers/{id}/archive", "ContainerArchive", "", Archive.ReadAsync),
        new("PUT", "/containers/{id}/archive", "PutContainerArchive", "plain, gzip, bzip2, xz or zstd", Archive.WriteAsync),
        new("GET", "/containers/{id}/export", "ContainerExport", "", Archive.ExportAsync),
    ]);

    public static RouteGroup Execs { get; } = new("Exec",
    [
        new("POST", "/exec/{id}/start", "ExecStart", "", ExecSession.StartAsync),
        new("POST", "/exec/{id}/resize", "ExecResize", "", ExecSession.ResizeAsync),
    ]);
}

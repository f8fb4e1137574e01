using System.Globalization;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Containers;

/// <summary>Reads the parameters of logs.</summary>
internal static class LogRequest
{
    /// <summary>What the engine is asked.</summary>
    /// <exception cref="ApiException">400: a parameter is malformed, or no stream is chosen.</exception>
    public static ReadLogs Read(Call call, ContainerInspection container)
    {
        bool stdout = call.Flag("stdout"), stderr = call.Flag("stderr");
        if (!stdout && !stderr) throw new ApiException(400, "Bad parameters: you must choose at least one stream");
        return new ReadLogs(new(container.Id.Value), stdout, stderr)
        {
            // As with Docker, a container that does not run has all been said of.
            Follow = call.Flag("follow") && Runs(container.State.Status),
            Tail = Tail(call.Query("tail")),
            Since = call.Time("since"),
            Until = call.Query("until") == "0" ? null : call.Time("until", up: true),
            Timestamps = call.Flag("timestamps"),
            Details = call.Flag("details"),
        };
    }

    /// <summary>Lines before the end; null for all, which is also what anything but a number means.</summary>
    public static int? Tail(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int lines) && lines >= 0 ? lines : null;

    private static bool Runs(ContainerStatus status) => status is ContainerStatus.Starting or ContainerStatus.Running
        or ContainerStatus.Pausing or ContainerStatus.Paused or ContainerStatus.Stopping;
}

using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Containers;

/// <summary>DeviceRequests: GPUs, the only devices that are handed out by a driver.</summary>
internal static class DeviceRequests
{
    /// <exception cref="ApiException">400: devices that no driver here hands out.</exception>
    public static IReadOnlyList<GpuRequest> Of(ResourcesBody body) => [.. Texts.Objects(body.DeviceRequests).Select(Gpu)];

    private static GpuRequest Gpu(DeviceRequestBody body)
    {
        // Any of the lists will do; the first that is about GPUs is taken.
        List<IReadOnlyList<string>> choices = [.. (body.Capabilities ?? []).Select(Texts.Of)];
        string driver = body.Driver ?? "";
        if (driver is not ("" or "nvidia") || choices.Find(choice => choice.Contains("gpu")) is not { } capabilities)
            throw new ApiException(400, $"could not select device driver \"{driver}\" with capabilities: [{string.Join(' ', choices.Select(choice => $"[{string.Join(' ', choice)}]"))}]");
        if (body.Options is { Count: > 0 } options) throw new ApiException(400, $"device requests take no options here: {string.Join(", ", options.Keys)}");
        return new GpuRequest
        {
            Driver = driver,
            Count = body.Count ?? 0,
            Devices = Texts.Of(body.DeviceIDs),
            Capabilities = [.. capabilities.Where(capability => capability != "gpu")],
        };
    }
}

using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Containers;

/// <summary>Changes limits and restart policy.</summary>
internal static class Updating
{
    public static async Task RunAsync(Call call)
    {
        var body = await call.ReadAsync(ContainerJson.Default.UpdateBody).ConfigureAwait(false) ?? new UpdateBody();
        var request = new UpdateContainer(call.Container, Limits(body, call))
        {
            Restart = body.RestartPolicy?.Name is { Length: > 0 } ? RestartMapping.Of(body.RestartPolicy) : null,
        };
        var updated = await call.AskAsync<ContainerUpdated>(request).ConfigureAwait(false);
        var warnings = updated.Warnings.Concat(ResourceMapping.Unheeded(body)).ToList();
        await call.WriteAsync(new Fields { ["Warnings"] = warnings.Count == 0 ? null : warnings }).ConfigureAwait(false);
    }

    private static ResourceLimits Limits(UpdateBody body, Call call) => ResourceMapping.Limits(body) with
    {
        // Here 0 asks for something: no bound.
        PidsLimit = !call.Version.Has(1, 40) ? null : body.PidsLimit is <= 0 ? -1 : body.PidsLimit,
        // Limits of single devices could not be changed up to 1.54; what was sent was passed over.
        BlkioWeightDevices = null,
        DeviceReadBps = null,
        DeviceWriteBps = null,
        DeviceReadIops = null,
        DeviceWriteIops = null,
    };
}

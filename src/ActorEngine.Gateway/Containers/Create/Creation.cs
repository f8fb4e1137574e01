using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Containers;

/// <summary>Makes containers.</summary>
internal static class Creation
{
    public static async Task RunAsync(Call call)
    {
        var body = await call.ReadAsync(ContainerJson.Default.ContainerBody).ConfigureAwait(false) ?? throw new ApiException(400, "config cannot be empty in order to create a container");
        var settings = ContainerMapping.ToSettings(body, call.Version);
        var request = new CreateContainer(new OperationId(Guid.NewGuid().ToString("N")), Texts.OrNull(call.Query("name")), settings)
        {
            Platform = call.Version.Has(1, 41) ? Texts.OrNull(call.Query("platform")) : null,
        };
        var created = await AskAsync(call, request).ConfigureAwait(false);
        await call.WriteAsync(new Fields
        {
            ["Id"] = created.Id.Value,
            ["Warnings"] = created.Warnings.Concat(ContainerMapping.Warnings(body, call.Version)).ToList(),
        }, 201).ConfigureAwait(false);
    }

    // To clients a 404 means that the image is missing, so that they go and fetch it. What else is missing is the request's mistake.
    private static async Task<ContainerCreated> AskAsync(Call call, CreateContainer request)
    {
        try
        {
            return await call.AskAsync<ContainerCreated>(request).ConfigureAwait(false);
        }
        catch (ApiException error) when (error is { Status: 404, Fault.Field: not ("image" or "platform") })
        {
            throw new ApiException(400, error.Message);
        }
    }
}

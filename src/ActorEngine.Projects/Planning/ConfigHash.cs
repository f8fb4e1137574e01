using System.Security.Cryptography;
using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Projects;

/// <summary>Tells whether a container is what its service says now.</summary>
internal static class ConfigHash
{
    /// <summary>Of what makes a container another one: not how many there are, what they wait for, or what follows a failure.</summary>
    public static string Of(ServiceSettings service) => Convert.ToHexStringLower(SHA256.HashData(
        JsonSerializer.SerializeToUtf8Bytes(service with { Scale = 1, DependsOn = [], OnFailure = new() }, ContractsJson.Default.ServiceSettings)));
}

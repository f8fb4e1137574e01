using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Containers;

/// <summary>RestartPolicy.</summary>
internal static class RestartMapping
{
    /// <exception cref="ApiException">400, in Docker's words.</exception>
    public static RestartPolicy Of(RestartPolicyBody? body)
    {
        string name = body?.Name ?? "";
        int count = body?.MaximumRetryCount ?? 0;
        if (count < 0) throw new ApiException(400, $"invalid restart policy: maximum retry count {(name == "on-failure" ? "" : "can only be used with 'on-failure' and ")}cannot be negative");
        if (count > 0 && name is "always" or "unless-stopped" or "no") throw new ApiException(400, "invalid restart policy: maximum retry count can only be used with 'on-failure'");
        return new RestartPolicy
        {
            Condition = name switch
            {
                "" or "no" => RestartCondition.No,
                "always" => RestartCondition.Always,
                "unless-stopped" => RestartCondition.UnlessStopped,
                "on-failure" => RestartCondition.OnFailure,
                _ => throw new ApiException(400, $"invalid restart policy: unknown policy '{name}'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'"),
            },
            MaximumRetries = count,
        };
    }
}

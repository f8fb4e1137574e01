using System.Security.Cryptography;
using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Ids of exec sessions: random digits, then digits of the container's id, by which the container of a session is found when only the session is named.</summary>
internal static class ExecIds
{
    private const int Digits = 64, OwnDigits = 40;

    public static ExecId New(ContainerId container) =>
        new(RandomNumberGenerator.GetHexString(OwnDigits, lowercase: true) + container.Value[..Math.Min(Digits - OwnDigits, container.Value.Length)]);

    /// <summary>How the id of the session's container begins; null where this is no id of a session.</summary>
    public static string? OwnerOf(ExecId exec) => exec.Value is { Length: > OwnDigits and <= Digits } text ? text[OwnDigits..] : null;
}

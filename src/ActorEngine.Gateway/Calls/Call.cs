using ActorEngine.Contracts;
using ActorEngine.Gateway.Engine;
using ActorEngine.Gateway.Routing;
using ActorEngine.Gateway.Streams;
using ActorEngine.Transport;
using Microsoft.AspNetCore.Http;

namespace ActorEngine.Gateway.Calls;

/// <summary>One request: what it asks for, the engine that answers, and the response.</summary>
internal sealed partial class Call(HttpContext http, EngineLink? engine, ApiVersion version, IReadOnlyDictionary<string, string> path)
{
    public HttpContext Http { get; } = http;

    private EngineLink Engine => engine ?? throw new InvalidOperationException("A refusal asks for nothing.");

    /// <summary>As asked for in the path; the newest where the path says none.</summary>
    public ApiVersion Version { get; } = version;

    /// <summary>The client went away.</summary>
    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>A value of the path, such as <c>id</c>.</summary>
    public string Path(string name) => path[name];

    /// <summary>The container that the path names; a leading slash is part of Docker's names.</summary>
    public ContainerReference Container => new(path["id"].TrimStart('/'));

    /// <inheritdoc cref="EngineLink.AskAsync{T}" />
    public Task<T> AskAsync<T>(IMessage message) where T : class, IReply => Engine.AskAsync<T>(message, Aborted);

    /// <inheritdoc cref="EngineLink.OpenAsync" />
    public Task<EngineStream> OpenAsync(IMessage message) => Engine.OpenAsync(message, Aborted);

    /// <summary>A stream of the engine that goes on over its restarts; see <see cref="EngineFeed"/>.</summary>
    public EngineFeed Feed(Func<bool, IMessage> request, bool resumable = true) => new(Engine, again => ValueTask.FromResult(request(again)), resumable);

    /// <inheritdoc cref="Feed(Func{bool, IMessage}, bool)" />
    public EngineFeed Feed(Func<bool, ValueTask<IMessage>> request) => new(Engine, request);
}

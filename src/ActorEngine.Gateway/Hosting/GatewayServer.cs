using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Engine;
using ActorEngine.Gateway.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ActorEngine.Gateway.Hosting;

/// <summary>Kestrel on the Docker socket: nothing of the web framework but the server.</summary>
internal static class GatewayServer
{
    public static WebApplication Build(GatewayOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "actor-gateway" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));
        var application = builder.Build();
        var link = new EngineLink(options.Engine);
        var dispatcher = new Dispatcher(RouteTable.Default, link);
        application.Run(dispatcher.HandleAsync);
        return application;
    }

    private static void Configure(KestrelServerOptions kestrel, GatewayOptions options)
    {
        kestrel.AddServerHeader = false;
        // Archives and build contexts are as large as they are, and logs are followed as slowly as a reader likes: what bounds them is the engine's credit.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        if (options.ListeningDescriptor is { } descriptor)
        {
            kestrel.ListenHandle((ulong)descriptor, Listen);
            return;
        }

        File.Delete(options.SocketPath!);
        kestrel.ListenUnixSocket(options.SocketPath!, Listen);
    }

    private static void Listen(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => new HalfOpen(next).OnConnectionAsync);
    }
}

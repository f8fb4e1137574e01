using System.Diagnostics;
using RemoteFigures;

// Two processes on the loopback interface; the first starts the second. usage: RemoteFigures [plain|tls] [SECONDS]
var mode = args.Length > 0 ? args[0] : "plain";
if (mode == "server")
    return await Server.Run(args[1] == "tls" ? args[2] : null);
var seconds = args.Length > 1 ? double.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 3;
using var certificates = new Certificates();
string? folder = mode == "tls" ? certificates.Folder : null;
using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
{
    ArgumentList = { "server", mode, folder ?? "" },
    RedirectStandardInput = true,
    RedirectStandardOutput = true,
})!;
var address = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
await Client.Run(address, folder, TimeSpan.FromSeconds(seconds));
server.StandardInput.Close();
await server.WaitForExitAsync();
return 0;

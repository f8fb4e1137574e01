using System.Text;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Terminals;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class LoginVerb
{
    private const int MostBytes = 64 << 10;

    public static Verb Definition => new("login", "let the engine use a registry as a user")
    {
        Synopsis = ["[OPTIONS] [REGISTRY]"],
        Description = """
            Shows a user and a password to a registry and, where it takes them, has the engine keep them, in registry/credentials.json below its state directory, readable for root alone. Whoever may use the engine can then pull and push as that user, and so can builds. REGISTRY is HOST or HOST:PORT; without one it is the default registry.

            What Docker's own 'login' keeps for a user is used for that user's commands without any of this, and comes first.
            """,
        Options =
        [
            Option.Value("password", "PASSWORD", "The password. Others on this machine can read command lines: better --password-stdin.", 'p'),
            Option.Flag("password-stdin", "Read the password from standard input."),
            Option.Value("username", "NAME", "The user.", 'u'),
        ],
        Most = 1,
        Examples = [new("actorctl login -u ci --password-stdin registry.example:5000 < token", "Log in from a script.")],
        SeeAlso = ["logout", "pull", "push"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var arguments = call.Arguments;
        string registry = arguments.Operands.Count > 0 ? arguments.Operands[0] : "";
        string? user = arguments.Value("username");
        bool fromInput = arguments.Flag("password-stdin");
        if (fromInput && arguments.Has("password")) throw arguments.Wrong("password-stdin", "--password gives one too; leave one of them out.");
        if (fromInput && user is null) throw arguments.Wrong("password-stdin", "the user is missing; write --username NAME.");
        if (arguments.Has("password")) call.Console.Complain("actorctl: warning: others can read a password in a command line; use --password-stdin.");
        user ??= Ask(call, "Username: ", "username", secret: false);
        string password = fromInput ? ReadAll(call.Console.Input) : arguments.Value("password") ?? Ask(call, "Password: ", "password-stdin", secret: true);
        if (password.Length == 0) throw new CommandException("the password is empty.");
        await call.AskAsync<RegistryLoggedIn>(new LoginRegistry(new RegistryCredentials(registry) { Username = user, Password = password }));
        call.Console.WriteLine("Login Succeeded");
        return 0;
    }

    private static string ReadAll(Stream input)
    {
        var all = new MemoryStream();
        byte[] buffer = new byte[4096];
        while (all.Length <= MostBytes && input.Read(buffer) is > 0 and int count) all.Write(buffer, 0, count);
        return Encoding.UTF8.GetString(all.ToArray()).TrimEnd('\r', '\n');
    }

    private static string Ask(Invocation call, string prompt, string flag, bool secret)
    {
        if (!call.Console.InputIsTerminal) throw call.Arguments.Wrong(flag, "standard input is no terminal to ask at; write --username NAME and --password-stdin.");
        // Before the prompt: who answers at once is not echoed either.
        using var raw = secret ? RawMode.Enter(call.Console.InputFile!) : null;
        call.Console.Write(prompt);
        List<byte> line = [];
        Span<byte> one = stackalloc byte[1];
        while (line.Count < MostBytes && call.Console.Input.Read(one) == 1 && one[0] is not ((byte)'\n' or (byte)'\r'))
        {
            if (secret && one[0] is 3 or 4) throw new CommandException("interrupted.", 130);
            if (secret && one[0] is 8 or 127)
            {
                if (line.Count > 0) line.RemoveAt(line.Count - 1);
            }
            else
            {
                line.Add(one[0]);
            }
        }

        if (secret) call.Console.Write("\r\n");
        return Encoding.UTF8.GetString([.. line]).Trim();
    }
}

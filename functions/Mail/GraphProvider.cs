using System.Runtime.CompilerServices;
using Azure.Core;
using Azure.Identity;
using Microsoft.Graph;
using Microsoft.Kiota.Authentication.Azure;

namespace HubFunctions.Mail;

/// <summary>Makes what speaks to Microsoft Graph. Its package is large: nothing of it is loaded before one of these methods is
/// called.</summary>
internal static class GraphProvider
{
    private static readonly Uri Global = new("https://graph.microsoft.com/");

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IMailer Mailer(MailOptions options, HttpClient http) =>
        new GraphMailer(Client(http, Identity(options), options.GraphBaseUrl));

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IDirectory Directory(MailOptions options, HttpClient http, ILoggerFactory logs) =>
        new GraphDirectory(
            Client(http, Identity(options), options.GraphBaseUrl), options.From, logs.CreateLogger<GraphDirectory>());

    /// <summary>Tokens are asked for the cloud of the address, and go to its host alone, over https alone.</summary>
    /// <param name="baseUrl">Without version; null for the global cloud.</param>
    public static GraphServiceClient Client(HttpClient http, TokenCredential credential, Uri? baseUrl)
    {
        var address = baseUrl ?? Global;
        var access = new AzureIdentityAuthenticationProvider(credential, [address.Host], null, isCaeEnabled: true);
        return new GraphServiceClient(http, access, $"{address.AbsoluteUri.TrimEnd('/')}/v1.0");
    }

    /// <summary>The app's own identity: nothing to keep secret, nothing to renew.</summary>
    private static ManagedIdentityCredential Identity(MailOptions options) => new(options.GraphClientId is { Length: > 0 } id
        ? ManagedIdentityId.FromUserAssignedClientId(id)
        : ManagedIdentityId.SystemAssigned);
}

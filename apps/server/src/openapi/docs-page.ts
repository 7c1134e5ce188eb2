/** A page for people over the document that lies beside it. All its addresses are relative, so it works under any prefix. */
export function docsPage(title: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <link rel="stylesheet" href="./docs/swagger-ui.css" />
  </head>
  <body>
    <div id="page"></div>
    <script src="./docs/swagger-ui-bundle.js"></script>
    <script>
      SwaggerUIBundle({ url: './openapi.json', dom_id: '#page', deepLinking: true });
    </script>
  </body>
</html>
`;
}
